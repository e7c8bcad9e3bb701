"""The streamed questions give each file once, on both databases."""

from scanner.catalog import retention_facts, sensitive
from scanner.catalog.store import hot


def test_every_present_file_comes_once_and_alone(catalog, root):
    with catalog.write() as connection:
        hot(connection, "INSERT INTO folders (id, root_id, path, first_seen) VALUES (1, ?, ?, 1)", (root.id, b"a"))
        for number in range(1, 8):
            hot(
                connection,
                "INSERT INTO files (id, folder_id, name, size, mtime_ns, ctime_ns, inode, device, mode, uid, gid, first_seen, due, missing_since)"
                " VALUES (?, 1, ?, 1, 1, 1, 1, 1, 1, 1, 1, 1, 0, ?)",
                (number, b"%d" % number, 5 if number == 4 else None),
            )
        hot(
            connection,
            "INSERT INTO findings (file_id, entity, category, confidence, locator, masked, evidence, count, fingerprint)"
            " VALUES (2, 'PLACE_OF_BIRTH', 'forbidden', 0.9, 'file name', 'G', '[]', 1, 'f')",
        )
    with catalog.read() as connection:
        found = list(retention_facts.known_files(connection, root.id, 0.5))
        assert [each.id for each in found] == [1, 2, 3, 5, 6, 7]
        assert [each.entity for each in found[1].findings] == ["PLACE_OF_BIRTH"]
        assert retention_facts.known_file(connection, 3, 0.5).path == b"a/3"
        assert retention_facts.known_file(connection, 4, 0.5) is None
        assert list(retention_facts.known_files(connection, root.id + 1, 0.5)) == []
        assert [each.id for page in sensitive.sensitive_files(connection, root.id, 0.5) for each in page] == [2]
