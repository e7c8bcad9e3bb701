from hypothesis import given
from hypothesis import strategies as st

from scanner.tree.watch_folders import Folders


def tree():
    folders = Folders()
    folders.put(1, Folders.top(0), b"")
    folders.put(2, 1, b"a")
    folders.put(3, 2, b"b")
    folders.put(4, 3, b"c")
    folders.put(5, 1, b"ab")
    folders.put(6, Folders.top(3), b"x/y")
    return folders


def test_a_path_is_built_from_the_names_above():
    folders = tree()
    assert folders.path(1) == (0, b"")
    assert folders.path(4) == (0, b"a/b/c")
    assert folders.path(6) == (3, b"x/y")
    assert folders.path(99) is None
    assert len(folders) == 6


def test_a_renamed_folder_takes_all_below_it_along():
    folders = tree()
    assert folders.path(4) == (0, b"a/b/c")
    assert not folders.put(2, 5, b"moved")
    assert folders.path(4) == (0, b"ab/moved/b/c")
    assert folders.put(2, 5, b"moved")


def test_what_lies_below_ends_at_a_separator():
    assert sorted(tree().below([(1, b"a")])) == [2, 3, 4]
    assert sorted(tree().below([(2, b"b"), (1, b"ab")])) == [3, 4, 5]
    assert tree().below([(1, b"z")]) == []


def test_a_folder_whose_parent_is_gone_has_no_path_and_a_knot_ends():
    folders = tree()
    folders.drop(2)
    assert folders.path(4) is None
    folders.put(2, 4, b"knot")
    assert folders.path(4) is None
    assert folders.below([(1, b"zz")]) == []
    assert len(folders.clear()) == 6
    assert len(folders) == 0


@given(st.lists(st.integers(0, 30), max_size=30), st.integers(0, 30))
def test_below_agrees_with_the_paths(parents, head):
    folders = Folders()
    folders.put(1, Folders.top(0), b"")
    for number, parent in enumerate(parents, 2):
        folders.put(number, 1 + parent % (number - 1), b"n%d" % number)
    paths = {watch: folders.path(watch)[1] for watch in range(1, len(parents) + 2)}
    head = 2 + head % max(1, len(parents))
    if head in paths:
        parent = 1 + parents[head - 2] % (head - 1)
        expected = {watch for watch, path in paths.items() if (path + b"/").startswith(paths[head] + b"/")}
        assert set(folders.below([(parent, b"n%d" % head)])) == expected
