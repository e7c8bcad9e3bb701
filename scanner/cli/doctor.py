"""`dossierwacht doctor`: what this machine lacks, and the command that mends it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import click

from scanner import config, fingerprint_key, policy, rulepacks
from scanner.errors import DossierwachtError, Exit
from scanner.output.exceptions import attention
from scanner.output.wording import Wording
from scanner.tree.names import printable

_LANGUAGES = ("nld", "fra", "eng", "deu")
_WATCHES = Path("/proc/sys/fs/inotify/max_user_watches")
_ENOUGH_WATCHES = 524_288


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at: `needed` says whether a scan cannot run without it."""

    name: str
    good: bool
    detail: str
    remedy: str = ""
    needed: bool = True


@click.command(name="doctor", epilog="Example: dossierwacht doctor --config /etc/dossierwacht/config.yaml")
@click.option("--config", "config_file", metavar="FILE", help="Configuration file.")
def command(config_file: str | None) -> int:
    """Say what this machine lacks and how to install it. Exit code 2 when a scan could not run."""
    checks = list(examine(config_file))
    for check in checks:
        mark = "ok     " if check.good else ("MISSING" if check.needed else "advice ")
        click.echo(f"{mark} {check.name}: {check.detail}")
        if not check.good and check.remedy:
            click.echo(f"        {check.remedy}")
    return Exit.FAILED if any(check.needed and not check.good for check in checks) else Exit.CLEAN


def examine(config_file: str | None = None) -> Iterator[Check]:
    """Yield the checks in the order in which a scan would meet them."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield Check("Python", (3, 11) <= sys.version_info < (3, 14), version, "install Python 3.11, 3.12 or 3.13")
    yield _libmagic()
    yield from _tesseract()
    yield _opencv()
    yield from _programs()
    yield _confinement()
    yield _inotify()
    yield from _configured(config_file)


def _libmagic() -> Check:
    from scanner.read import libmagic

    remedy = "sudo apt install libmagic1   (or: pip install pylibmagic)"
    good = libmagic.available()
    return Check("libmagic", good, "file types by content" if good else "not found", remedy)


def _tesseract() -> Iterator[Check]:
    packages = "sudo apt install tesseract-ocr " + " ".join(f"tesseract-ocr-{language}" for language in _LANGUAGES)
    program = shutil.which("tesseract")
    if program is None:
        yield Check(
            "Tesseract", False, "not found: text in pictures and scanned pages is reported as not read", packages, needed=False
        )
        return
    answer = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False, timeout=20)
    present = set(answer.stdout.split())
    lacking = [language for language in _LANGUAGES if language not in present]
    detail = f"languages {', '.join(language for language in _LANGUAGES if language in present)}" + (
        f"; lacks {', '.join(lacking)}" if lacking else ""
    )
    yield Check("Tesseract", not lacking, detail, packages, needed=False)


def _opencv() -> Check:
    from scanner.detect.vision import library

    try:
        library.face_cascade()
    except ImportError as error:
        remedy = "pip install 'opencv-python-headless<5'"
        return Check("OpenCV", False, f"{error}: identity cards and people in pictures are not found", remedy, needed=False)
    return Check("OpenCV", True, "identity cards and people in pictures")


def _programs() -> Iterator[Check]:
    from scanner.read.archives import other_archive

    yield Check(
        "libarchive", other_archive.available(), "7z, rar, cab and the like" if other_archive.available() else
        "not found: 7z, rar, cab and the like are reported as not read", "sudo apt install libarchive13", needed=False,
    )  # fmt: skip
    found = shutil.which("readpst")
    yield Check(
        "readpst", found is not None, "Outlook data files" if found else "not found: Outlook data files (pst) are reported as not read",
        "sudo apt install pst-utils", needed=False,
    )  # fmt: skip


def _confinement() -> Check:
    """Say what the processes that read documents can be denied here; tried in a process of its own."""
    code = "from scanner.confine import confine; c = confine(); print(c.network, c.writing, c.privileges, sep=',')"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, timeout=20)
    network, writing, privileges = (*done.stdout.strip().split(","), "", "", "")[:3]
    held = {
        {"namespace": "no network", "tcp": "no TCP"}.get(network, ""): bool(network),
        "no writing outside their own folder": writing == "True",
        "no privileges but to read": privileges == "True",
    }
    said = ", ".join(name for name, true in held.items() if true) or "nothing can be taken from them on this system"
    return Check("workers", all(held.values()), said, "a Linux kernel from 6.7 on denies all of it", needed=False)


def _inotify() -> Check:
    try:
        limit = int(_WATCHES.read_text())
    except (OSError, ValueError):
        return Check("inotify", False, "no such limit on this system: folders are polled", needed=False)
    remedy = f"echo fs.inotify.max_user_watches={_ENOUGH_WATCHES} | sudo tee /etc/sysctl.d/60-dossierwacht.conf && sudo sysctl --system"
    return Check("inotify", limit >= _ENOUGH_WATCHES, f"{limit} folders can be watched", remedy, needed=False)


def _scope(loaded: config.LoadedConfig, folder: Path) -> Iterator[Check]:
    """Say whether the exceptions of the configuration can hold; the key is looked at, never made."""
    if loaded.config.state_dir and os.path.lexists(os.path.join(loaded.config.state_dir, fingerprint_key.NAME)):
        try:
            fingerprint_key.load(loaded.config.state_dir)
            yield Check("fingerprint key", True, printable(loaded.config.state_dir))
        except DossierwachtError as error:
            yield Check("fingerprint key", False, str(error))
    if not (loaded.config.policy or loaded.config.accepted):
        return
    try:
        policy.check(loaded, rulepacks.known_entities(folder))
    except DossierwachtError as error:
        yield Check("policy", False, str(error), "correct the file")
        return
    policies = policy.Policies(loaded, (), datetime.now(UTC).date(), stable=bool(loaded.config.state_dir))
    notices = attention(policies.entries, Wording("en"))
    yield Check("policy", not notices, "; ".join(notices) or f"{len(policies.entries)} exceptions, all hold", needed=False)


def _name_model(name: str) -> Check:
    from scanner.detect import spacy_names

    try:
        spacy_names.load([name])
    except DossierwachtError as error:
        return Check(f"name model {name}", False, str(error), "pip install its wheel, or remove it from scan.name_models")
    return Check(f"name model {name}", True, "finds people")


def _configured(config_file: str | None) -> Iterator[Check]:
    try:
        loaded = config.load(config_file)
    except DossierwachtError as error:
        yield Check("configuration", False, str(error), "correct the file")
        return
    yield Check("configuration", True, loaded.source)
    folder = rulepacks.chosen(loaded.config.rules)
    try:
        count = len(rulepacks.entities(folder))
        yield Check("rules", True, f"{count} entities, digest {rulepacks.digest(folder)[:16]}")
    except DossierwachtError as error:
        yield Check("rules", False, str(error), "correct the rule pack")
    else:
        yield from _scope(loaded, folder)
    for name in loaded.config.scan.name_models:
        yield _name_model(name)
    for root in loaded.config.roots:
        readable = os.access(root.path, os.R_OK | os.X_OK)
        empty = readable and not any(os.scandir(root.path))
        detail = "readable" if readable and not empty else ("empty: is it mounted?" if empty else "cannot be read by this user")
        yield Check(
            f"root {printable(root.path)}",
            readable and not empty,
            detail,
            "give the scanning user the right to read, or mount it",
        )
