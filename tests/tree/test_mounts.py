import os

from scanner.tree import mounts

TABLE = rb"""22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw
40 27 0:50 / /srv/share/Cli\303\253nten\040oud rw - cifs //nas/oud rw
41 27 0:51 /sub /srv/share/scans rw shared:5 - nfs4 nas:/scans rw
42 27 0:52 / /srv/sharepoint rw - fuse.rclone remote: rw
43 41 8:1 / /srv/share/scans rw master:1 - xfs /dev/sda1 rw
a line of another shape
"""


def test_each_folder_belongs_to_the_longest_mount_point_above_it_and_the_last_one_mounted_there():
    table = mounts.parse(TABLE)
    assert mounts.of(table, b"/srv/share").kind == "ext4"
    assert mounts.of(table, "/srv/share/Cliënten oud/2019".encode()).kind == "cifs"
    assert mounts.of(table, b"/srv/share/scans") == mounts.Mount(b"/srv/share/scans", "xfs", os.makedev(8, 1))
    assert mounts.of(table, b"/srv/sharepoint/x").kind == "fuse.rclone"
    assert mounts.of((), b"/srv") is None


def test_a_prefix_ends_at_a_separator():
    assert mounts.within(b"/srv/share", b"/srv/share")
    assert mounts.within(b"/srv/share/x", b"/srv/share")
    assert mounts.within(b"/srv", b"/")
    assert not mounts.within(b"/srv/sharepoint", b"/srv/share")


def test_what_other_machines_write_is_silent_and_local_disks_are_not():
    assert all(map(mounts.silent, ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs", "fuse", "ceph", "virtiofs"]))
    assert not any(map(mounts.silent, ["ext4", "xfs", "btrfs", "zfs", "overlay", "tmpfs", "fuseblk"]))


def test_the_table_of_this_machine_names_the_root(tmp_path):
    table = mounts.table()
    assert mounts.of(table, os.fsencode(tmp_path)).device == os.stat(tmp_path).st_dev
    assert mounts.table("/nonexistent") == ()
