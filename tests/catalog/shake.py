"""Random operations on a tree, and a program that keeps a catalogue of it: `python -m tests.catalog.shake URL TREE`.

The program crawls and reads for ever (contents are hashed only), so that it may be killed at any moment.
"""

import contextlib
import hashlib
import os
import random
import sys
import time

from scanner import drain as drain_module
from scanner.catalog import queries, queue, roots
from scanner.catalog.store import Catalog
from scanner.config import Limits
from scanner.crawl import crawl
from scanner.crew import Idle
from scanner.drain import Work, drain, judgement_of
from scanner.model import Coverage, FileIdentity, FileResult, FileType
from scanner.pipeline import Settings
from scanner.tree.opening import CannotOpen, open_beneath
from scanner.tree.walk import Root, Tally, walk
from scanner.workers import Candidate

_NAMES = [
    b"a",
    b"b.txt",
    b"c.docx",
    b"B.TXT",
    b"caf\xe9",
    b"\xff\xfe",
    b"8",
    b" ",
    b"a b",
    b"a-b",
    b"a0",
    b".hidden",
    b"nl\n.txt",
]


class Shaker:
    """Does one operation after another on a tree, drawn from `choose`, a function from a sequence to one of it."""

    def __init__(self, tree, choose):
        self.tree, self.choose, self.steps = os.fsencode(tree), choose, 0

    def step(self):
        operation = self.choose([
            self.create, self.create, self.write, self.append, self.rename, self.move, self.replace, self.delete, self.chmod, self.touch_back,
            self.same_again, self.copy, self.link, self.make_folder, self.move_folder, self.delete_folder,
        ])  # fmt: skip
        self.steps += 1
        if self.steps % 50 == 0 and len(self.files()) > 300:
            operation = self.prune
        with contextlib.suppress(OSError):
            operation()

    def folders(self):
        return [self.tree, *(os.path.join(above, name) for above, names, _ in os.walk(self.tree) for name in names)]

    def files(self):
        return [os.path.join(above, name) for above, _, names in os.walk(self.tree) for name in names] or [self.tree + b"/none"]

    def somewhere(self):
        return os.path.join(self.choose(self.folders()), self.choose(_NAMES))

    def content(self):
        return self.choose([b"", b"x", b"one", b"two", b"two" * 100, b"%d" % self.choose(range(1000))])

    def create(self):
        with open(os.open(self.somewhere(), os.O_CREAT | os.O_EXCL | os.O_WRONLY), "wb") as file:
            file.write(self.content())

    def write(self):
        with open(os.open(self.choose(self.files()), os.O_WRONLY | os.O_TRUNC), "wb") as file:
            file.write(self.content())

    def append(self):
        with open(os.open(self.choose(self.files()), os.O_WRONLY | os.O_APPEND), "ab") as file:
            file.write(b"+")

    def same_again(self):
        """The same size with another content."""
        path = self.choose(self.files())
        size = os.stat(path).st_size
        with open(os.open(path, os.O_WRONLY), "wb") as file:
            file.write(self.choose([b"p", b"q"]) * size)

    def rename(self):
        path = self.choose(self.files())
        os.rename(path, os.path.join(os.path.dirname(path), self.choose(_NAMES)))

    def move(self):
        os.rename(self.choose(self.files()), self.somewhere())

    def replace(self):
        """As editors save: a new file takes the old one's name."""
        path = self.choose(self.files())
        if os.path.exists(path):
            with open(path + b".tmp", "wb") as file:
                file.write(self.content())
            os.replace(path + b".tmp", path)

    def copy(self):
        with open(self.choose(self.files()), "rb") as source, open(self.somewhere(), "wb") as target:
            target.write(source.read())

    def link(self):
        os.link(self.choose(self.files()), self.somewhere())

    def delete(self):
        os.unlink(self.choose(self.files()))

    def prune(self):
        """Keep the tree small enough for many steps."""
        for path in self.files()[::3]:
            os.unlink(path)

    def chmod(self):
        os.chmod(self.choose(self.files()), self.choose([0o600, 0o640, 0o644]))

    def touch_back(self):
        """Another content of the same size under the old time."""
        path = self.choose(self.files())
        before = os.stat(path)
        self.same_again()
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    def make_folder(self):
        os.mkdir(self.somewhere())

    def move_folder(self):
        os.rename(self.choose(self.folders()[1:] or [self.tree + b"/none"]), self.somewhere())

    def delete_folder(self):
        os.rmdir(self.choose(self.folders()[1:] or [self.tree + b"/none"]))


def hashing(entries, settings, workers, files_per_worker, beat):
    """In the place of `judge_many`: what a file contains is its SHA-256 and nothing else."""
    for entry in entries:
        beat()
        if isinstance(entry, Idle):
            time.sleep(0.001)
        elif isinstance(entry, Candidate):
            one = entry.identity
            try:
                with open_beneath(settings.roots[one.root], one.path) as file:
                    digest = hashlib.sha256(file.read()).hexdigest()
                result = FileResult(one, "", digest, FileType("x"), Coverage.FULL, known=digest in entry.known)
            except CannotOpen as refusal:
                result = FileResult(one, "", problems=(refusal.problem,))
            yield entry, result
        else:
            yield entry, None


def work(catalog, root):
    settings = Settings((root.path,), "", Limits(), b"k" * 32)
    return Work(settings, judgement_of(catalog, settings, "rules"), (root.id,))


def truth(tree):
    """What is in a tree, from the tree alone: each file's identity and SHA-256."""
    found = {}
    for entry in walk([Root(os.fsencode(tree))], Tally()):
        if isinstance(entry, FileIdentity):
            with open(os.path.join(os.fsencode(tree), entry.path), "rb") as file:
                found[entry.path] = (entry, hashlib.sha256(file.read()).hexdigest())
    return found


def kept(catalog, root):
    """What the catalogue says is in a tree."""
    with catalog.read() as connection:
        rows = list(queries.every_file(connection, root.id))
        assert not (set(queue.waiting(connection)) - {queue.Due.RECHECK})
    found = {
        row.path: (
            FileIdentity(0, row.path, row.size, row.mtime_ns, row.ctime_ns, row.device, row.inode, row.mode, row.uid, row.gid),
            row.sha256,
        )
        for row in rows
    }
    assert len(found) == len(rows)
    return found


def keep_up(catalog, root):
    """Crawl and read until nothing is due but what is too fresh."""
    crawl(catalog, root)
    while True:
        drain(catalog, work(catalog, root))
        with catalog.read() as connection:
            waits = set(queue.waiting(connection)) - {queue.Due.RECHECK}
        if not waits:
            return
        crawl(catalog, root)


def chooser(seed):
    """Return a function that draws one of a sequence, the same each time for a seed."""
    return random.Random(seed).choice


def main(url, tree):
    drain_module.judge_many = hashing
    with Catalog.open(url) as catalog:
        root = roots.add(catalog, os.fsencode(tree))
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            keep_up(catalog, root)


if __name__ == "__main__":
    main(*sys.argv[1:])
