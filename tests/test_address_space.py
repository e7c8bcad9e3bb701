"""What a library takes when it is loaded does not count as a document's memory; what a document takes does."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="address space is limited on Linux only")


def said(code):
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.split()


def test_room_for_documents_stays_when_a_library_is_loaded_later():
    code = """
import mmap
from scanner import address_space
address_space.limit(100 << 20)
def fits(size):
    try:
        return mmap.mmap(-1, size << 20)
    except (OSError, MemoryError):
        return None
before = fits(60) is not None
with address_space.loading():
    library = fits(200)
print(before, library is not None, fits(60) is not None, fits(130) is not None)
"""
    assert said(code) == ["True", "True", "True", "False"]


def test_a_library_has_no_more_room_than_is_set_aside():
    code = """
import mmap
from scanner import address_space
address_space.limit(100 << 20)
with address_space.loading():
    try:
        mmap.mmap(-1, (150 << 20) + address_space.LIBRARIES)
        print("fits")
    except (OSError, MemoryError):
        print("refused")
"""
    assert said(code) == ["refused"]


def test_without_a_limit_nothing_changes():
    code = """
import resource
from scanner import address_space
before = resource.getrlimit(resource.RLIMIT_AS)
with address_space.loading():
    pass
print(resource.getrlimit(resource.RLIMIT_AS) == before)
"""
    assert said(code) == ["True"]
