"""Makes an OLE storage (MS-CFB) of streams, so that a document inside another is read like any other."""

from __future__ import annotations

import struct
from dataclasses import dataclass, field

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
_MINI, _CUTOFF = 64, 4096
_IN_HEADER = 109  # sectors of the allocation table that the header can name


@dataclass(slots=True)
class _Node:
    name: str
    kind: int  # 1 storage, 2 stream, 5 root
    data: bytes = b""
    children: dict[str, int] = field(default_factory=dict)


def storage_bytes(streams: dict[str, bytes]) -> bytes:
    """Return a storage with the given streams, named by path with `/` between. Raises ValueError above 450 MB."""
    nodes = _tree(streams)
    mini = bytearray()
    mini_table: list[int] = []
    starts: dict[int, int] = {}
    for number, node in enumerate(nodes):
        if node.kind == 2 and 0 < len(node.data) < _CUTOFF:
            starts[number] = len(mini_table)
            mini += node.data + bytes(-len(node.data) % _MINI)
            _chain(mini_table, -(-len(node.data) // _MINI))
    # The small sector size allows 7 MB; the larger one is only taken when needed, since some readers know but the small one.
    shift = 9 if sum(len(data) for data in streams.values()) < 6_000_000 else 12
    sector = 1 << shift
    table: list[int] = []
    body = bytearray()

    def place(data: bytes) -> int:
        if not data:
            return _END
        start = len(table)
        _chain(table, -(-len(data) // sector))
        body.extend(data + bytes(-len(data) % sector))
        return start

    mini_start = place(bytes(mini))
    mini_table_data = struct.pack(f"<{len(mini_table)}I", *mini_table)
    mini_table_start = place(mini_table_data + b"\xff" * (-len(mini_table_data) % sector))
    for number, node in enumerate(nodes):
        if node.kind == 2 and number not in starts:
            starts[number] = place(node.data)
    starts[0] = mini_start
    directory = _directory(nodes, starts, len(mini), sector)
    directory_start = place(directory)
    count = 0
    while count * (sector // 4) < len(table) + count:
        count += 1
    if count > _IN_HEADER:
        raise ValueError("too much for one storage")
    first = len(table)
    table += [_FAT] * count
    table += [_FREE] * (-len(table) % (sector // 4))
    body += struct.pack(f"<{len(table)}I", *table)
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3 if shift == 9 else 4, 0xFFFE, shift, 6,
        0 if shift == 9 else len(directory) // sector, count, directory_start, 0, _CUTOFF, mini_table_start,
        -(-len(mini_table) * 4 // sector), _END, 0,
    )  # fmt: skip
    named = [*range(first, first + count), *[_FREE] * (_IN_HEADER - count)]
    header += struct.pack(f"<{_IN_HEADER}I", *named)
    return header.ljust(sector, b"\x00") + bytes(body)


def _chain(table: list[int], count: int) -> None:
    start = len(table)
    table.extend(range(start + 1, start + count))
    table.append(_END)


def _tree(streams: dict[str, bytes]) -> list[_Node]:
    nodes = [_Node("Root Entry", 5)]
    for path, data in streams.items():
        *folders, name = path.split("/")
        parent = 0
        for folder in folders:
            if folder not in nodes[parent].children:
                nodes.append(_Node(folder, 1))
                nodes[parent].children[folder] = len(nodes) - 1
            parent = nodes[parent].children[folder]
        nodes.append(_Node(name, 2, data))
        nodes[parent].children[name] = len(nodes) - 1
    return nodes


def _directory(nodes: list[_Node], starts: dict[int, int], mini_size: int, sector: int) -> bytes:
    """Return the directory; the children of a storage are a balanced tree, in the order the format asks for (MS-CFB 2.6.4).

    A chain would be a tree as well, but readers go down a tree by recursion, and a message may have a thousand recipients.
    """
    left = dict.fromkeys(range(len(nodes)), _FREE)
    right = dict.fromkeys(range(len(nodes)), _FREE)
    child = dict.fromkeys(range(len(nodes)), _FREE)

    def root(order: list[int]) -> int:
        if not order:
            return _FREE
        middle = len(order) // 2
        left[order[middle]], right[order[middle]] = root(order[:middle]), root(order[middle + 1 :])
        return order[middle]

    for number, node in enumerate(nodes):
        child[number] = root(
            sorted(node.children.values(), key=lambda index: (len(nodes[index].name), nodes[index].name.upper()))
        )
    out = bytearray()
    for number, node in enumerate(nodes):
        name = node.name[:31].encode("utf-16-le")
        size = mini_size if number == 0 else len(node.data)
        out += name.ljust(64, b"\x00") + struct.pack(
            "<HBBIII", len(name) + 2, node.kind, 1, left[number], right[number], child[number]
        )
        out += bytes(36) + struct.pack("<IQ", starts.get(number, _END if node.kind != 1 else 0), size)
    empty = bytes(66) + b"\x00\x00" + struct.pack("<III", _FREE, _FREE, _FREE) + bytes(48)
    while len(out) % sector:
        out += empty
    return bytes(out)
