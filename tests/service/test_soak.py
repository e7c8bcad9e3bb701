"""The short soak: after a third of a minute of changes the catalogue is the tree, and nothing waits. `benchmarks/soak.py` is the long one."""

from benchmarks.soak import Soak


def test_after_many_changes_the_catalogue_is_the_tree(tmp_path):
    report = Soak(str(tmp_path), files=300, per_second=40).run(0.3, say=lambda line: None)
    assert report.differing == []
    assert report.changes > 100
    assert report.delays
    assert max(report.delays) < 60
