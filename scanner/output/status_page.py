"""The status of the service on standard output, for people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from scanner.output.terminal import Section, print_sections
from scanner.output.wording import Wording


def sections(found: Mapping[str, Any], words: Wording, zone: ZoneInfo) -> Iterator[Section]:
    """Yield a heading each, with rows of a figure and words."""

    def at(seconds: float) -> str:
        return datetime.fromtimestamp(seconds, zone).strftime("%d/%m/%Y %H:%M")

    live = found["service"]
    yield words("st_running", version=live["version"], since=at(live["started"])) if live else words("st_off"), []
    rows = [("!", _alarm(each, found, words, at)) for each in found["alarms"]]
    yield (words("st_alarms"), rows) if rows else (words("st_well"), [])
    crawling = live["crawling"] if live else {}
    for root in found["roots"]:
        yield root["path"], list(_root(root, crawling.get(str(root["id"])), words, at))
    waiting = [(str(count), words(name)) for name, count in found["queue"].items()]
    yield words("st_queue"), [*(waiting or [("0", words("st_empty_queue"))]), *(_live(live, words) if live else ())]
    if live and live["jobs"]:
        yield words("st_next"), [("", f"{at(job['next'])}  {words('job_' + job['job'])}") for job in live["jobs"]]
    if found["retention"]:
        yield words("st_retention"), [(str(count), words(f"rt_{state}")) for state, count in found["retention"].items()]
    if found["findings"]:
        yield words("st_findings"), [(str(count), words(entity)) for entity, count in found["findings"].items()]


def _alarm(alarm: Mapping[str, Any], found: Mapping[str, Any], words: Wording, at: Any) -> str:
    subject = alarm["subject"]
    paths = {f"root {root['id']}": root["path"] for root in found["roots"]}
    since = f" ({words('since', at=at(alarm['since']))})" if alarm["since"] else ""
    return f"{paths.get(subject, subject)}: {words(alarm['kind'], **alarm['values'])}{since}"


def _root(root: Mapping[str, Any], crawling: float | None, words: Wording, at: Any) -> Iterator[tuple[str, str]]:
    if root["suspended"]:
        yield "!", words("st_suspended")
    coverage = root["coverage"]
    yield str(sum(coverage.values())), words("files")
    for key, name in (("full", "read_full"), ("partial", "read_partial"), ("none", "read_none"), ("", "st_unread")):
        if coverage.get(key):
            yield str(coverage[key]), words(name)
    last = root["last_crawl"]
    if last and last["outcome"] == "complete":
        yield (
            "",
            words(
                "st_crawled",
                at=at(last["ended"]),
                **{key: round(last[key]) for key in ("seconds", "new", "changed", "moved", "gone")},
            ),
        )
    if crawling:
        yield "", words("st_crawling", at=at(crawling))
    elif not last:
        yield "", words("st_never")


def _live(live: Mapping[str, Any], words: Wording) -> Iterator[tuple[str, str]]:
    reading, watching = live["reading"], live["watching"]
    yield (
        "",
        words(
            "st_rate",
            files=reading["files"],
            rate=f"{reading['files_per_second']:.1f}",
            mb=f"{reading['bytes_per_second'] / 1e6:.1f}",
        ),
    )
    if reading["resting"]:
        yield "", words("st_resting")
    since = watching["seconds_since_event"]
    if not watching["ready"]:
        yield "", words("st_planting", folders=watching["folders"])
    elif since is None:
        yield "", words("st_watching_none", folders=watching["folders"])
    else:
        yield "", words("st_watching", folders=watching["folders"], ago=_span(since))
    for reason in sorted({reason for root in watching["roots"].values() for reason in root["polled"]}):
        yield "", words(reason)


def _span(seconds: float) -> str:
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


def show(found: Mapping[str, Any], words: Wording, zone: ZoneInfo) -> None:
    """Print the sections."""
    print_sections(sections(found, words, zone), {words("st_off")})
