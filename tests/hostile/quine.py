"""A zip that holds exactly itself, so that unpacking it never ends.

After R. Cox, "Zip Files All The Way Down" (2010): a program in deflate's two instructions, print the bytes that follow and
repeat earlier ones, that prints its own text with a head and a tail around it. The check sum, which the text holds as well,
is the solution of 32 linear equations, since CRC-32 is linear.
"""

import struct
import zlib

from tests.hostile.build import end, entry

_NAME, _COMMENT = b"qq.zip", b"dit is alles wat er "
# First length, extra bits, first code; the lengths from 115 on are not needed (RFC 1951, 3.2.5).
_LENGTHS = ((3, 0, 257), (11, 1, 265), (19, 2, 269), (35, 3, 273), (67, 4, 277))
_LAST = b"\x01\x00\x00\xff\xff"


def quine():
    """Return the bytes of the zip."""
    base = zlib.crc32(_file(0))
    return _file(_solve([zlib.crc32(_file(1 << bit)) ^ base ^ (1 << bit) for bit in range(32)], base))


def _file(check):
    packed = size = 0
    for _ in range(2):  # the first round measures
        head, line = entry(_NAME, b"", size=0)
        fields = struct.pack("<3I", check, packed, size)
        head, line = head[:14] + fields + head[26:], line[:16] + fields + line[28:]
        tail = line + end(1, len(line), len(head) + packed, _COMMENT)
        program = _program(head, tail)
        packed, size = len(program), len(head) + len(program) + len(tail)
    return head + program + tail


def _program(head, tail):
    """Deflate data that unpacks to the head, itself and the tail.

    On the right of each line stands what it prints; all of that in order is the head, the lines themselves, and the tail.
    """
    print_head = _print(len(head) + 5)
    a = _repeat(len(head) + 5, (11, 11, 19), empty=1)
    print_a, print_one = _print(len(a)), _print(5)
    print_group, again = _print(24), _repeat(24, (6, 7, 11))
    assert len(a) + 15 == 2 * len(again) + 10 == 24
    b = _repeat(110, (20, 20, 35, 35))
    finish = b + _LAST + tail
    assert len(finish) == 110
    leave = again + _NOTHING_5 + _NOTHING_7 + _print(110)
    return b"".join((
        print_head, head, print_head,  # head, print_head
        a,  # head, print_head
        print_a, a,  # a
        print_one, print_a,  # print_a
        print_group, a, print_one, print_a, print_group,  # a, print_one, print_a, print_group
        again,  # the same
        print_group, again, print_group, again, print_group,  # again, print_group, again, print_group
        again,  # the same
        print_group, leave,  # leave
        leave,  # prints by its first instruction: leave
        finish,  # prints, as it follows the last one of leave: finish
        b, _LAST,  # finish
    ))  # fmt: skip


def _print(count):
    """The instruction that prints the next bytes: a stored block (RFC 1951, 3.2.4)."""
    return b"\x00" + struct.pack("<HH", count, 0xFFFF ^ count)


class _Bits:
    def __init__(self):
        self.text = ""

    def number(self, value, width):
        self.text += f"{value:0{width}b}"[::-1] if width else ""

    def code(self, value, width):
        self.text += f"{value:0{width}b}"

    def empty_block(self):
        self.number(2, 3)  # not the last one, fixed codes
        self.code(0, 7)

    def bytes(self):
        assert len(self.text) % 8 == 0
        return bytes(int(self.text[at : at + 8][::-1], 2) for at in range(0, len(self.text), 8))


def _repeat(distance, pieces, empty=0):
    """The instruction that prints the last `distance` bytes again, filled up with empty blocks to whole bytes."""
    assert sum(pieces) == distance
    out = _Bits()
    out.number(2, 3)
    for piece in pieces:
        first, extra, code = next(row for row in reversed(_LENGTHS) if piece >= row[0])
        out.code(code - 256 + ((piece - first) >> extra), 7)
        out.number((piece - first) & ((1 << extra) - 1), extra)
        bits = (distance - 1).bit_length() - 2
        out.code(2 * bits + 2 + ((distance - 1) >> bits & 1), 5)
        out.number((distance - 1) & ((1 << bits) - 1), bits)
    out.code(0, 7)
    for _ in range(empty):
        out.empty_block()
    return out.bytes()


def _nothing_7():
    out = _Bits()
    out.empty_block()
    out.empty_block()
    out.number(0, 4)  # a stored block, filled up to the byte
    return out.bytes() + b"\x00\x00\xff\xff"


_NOTHING_5, _NOTHING_7 = _print(0), _nothing_7()


def _solve(columns, wanted):
    """The set of columns, as bits, whose sum (exclusive or) is `wanted`."""
    basis = {}
    for index, column in enumerate(columns):
        left, chosen = column, 1 << index
        while left and left.bit_length() in basis:
            value, parts = basis[left.bit_length()]
            left, chosen = left ^ value, chosen ^ parts
        if left:
            basis[left.bit_length()] = left, chosen
    chosen = 0
    while wanted:
        value, parts = basis[wanted.bit_length()]
        wanted, chosen = wanted ^ value, chosen ^ parts
    return chosen
