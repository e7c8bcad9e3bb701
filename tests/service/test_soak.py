"""The short soak: after some seconds of changes the catalogue is the tree, and nothing waits. `benchmarks/soak.py` is the long one."""

from benchmarks.soak import Soak


def test_after_many_changes_the_catalogue_is_the_tree(tmp_path):
    report = Soak(str(tmp_path), files=100, per_second=40).run(0.1, say=lambda line: None)
    assert report.differing == []
    assert report.changes > 40
    assert report.delays
    assert max(report.delays) < 60
