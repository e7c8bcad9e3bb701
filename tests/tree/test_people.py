import os

from scanner.tree.people import Account, Group, People

NOBODY = 3_999_999_990  # no account and no group of any machine


def test_a_group_has_the_members_it_lists_and_those_whose_primary_group_it_is():
    people = People(
        [Account(1, "an", 100), Account(2, "bo", 100), Account(3, "chi", 200)],
        [Group(100, "staff", ("chi",)), Group(200, "chi", ()), Group(300, "empty", ())],
    )
    assert people.members(100) == {1, 2, 3}
    assert people.members(200) == {3}
    assert people.members(300) == frozenset()
    assert (people.owner(2), people.group(100)) == ("bo", "staff")


def test_a_group_of_elsewhere_without_members_is_unknown_and_so_is_one_nobody_knows():
    people = People([], [Group(NOBODY, "DOSSIERS\\intake", (), local=False)])
    assert people.members(NOBODY) is None
    assert people.members(NOBODY + 1) is None
    assert people.group(NOBODY + 1) == str(NOBODY + 1)
    assert people.owner(NOBODY + 1) == str(NOBODY + 1)


def test_a_member_without_a_number_makes_the_size_unknown():
    assert People([], [Group(5, "x", ("nobody-by-this-name-zz",))]).members(5) is None


def test_the_groups_of_everybody_are_known_by_name_in_the_languages_of_windows():
    names = ["domain users", "ORG\\Domeingebruikers", "Utilisateurs du domaine", "domain users@org.example", "Domänen-Benutzer"]
    people = People([], [Group(number, name, ()) for number, name in enumerate([*names, "domain admins", "users of X"])])
    assert [people.everybody(number) for number in range(7)] == [True] * 5 + [False] * 2


def test_this_machine_has_its_root():
    people = People.here()
    assert people.owner(os.stat("/").st_uid) == "root"
    assert people.members(0) is not None
