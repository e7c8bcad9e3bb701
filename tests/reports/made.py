"""A catalogue made by hand, as reading would have left it; all persons and numbers are invented."""

import json
import os
from datetime import UTC, date, datetime, timedelta

import yaml
from sqlalchemy import insert, update

from scanner import config, rulepacks
from scanner.catalog import dossiers, journal, roots, schema
from scanner.catalog.store import Catalog
from scanner.config import LoadedConfig
from scanner.reporting.basis import Basis
from scanner.retention.register import Dossier, Register
from scanner.tree.names import without_numbers

DAY = date(2026, 11, 23)
"""A Monday."""
WEEK = "2026-W47"
SPECIAL = ("HEALTH", "RELIGION", "CRIMINAL_RECORD", "PERSON_PHOTO")


def ns(day, hour=5):
    return int(datetime(day.year, day.month, day.day, hour, tzinfo=UTC).timestamp()) * 10**9


class Share:
    """One catalogue of roots, with files as they are asked for."""

    def __init__(self, folder, *, configuration=None, url=None):
        self.folder = os.fspath(folder)
        self.state = os.path.join(self.folder, "state")
        self.day = DAY
        self.catalog = Catalog.open(url or f"sqlite:///{self.state}/catalog.db", clock=lambda: ns(self.day))
        self.roots, self.folders, self.contents = {}, {}, 0
        self.configure(**(configuration or {}))
        self.root(b"/srv/share", "Dossiers")
        with self.catalog.write() as connection:
            self.judgement = connection.execute(
                insert(schema.judgements)
                .values(digest="d", rules="r", version="1", first_used=1)
                .returning(schema.judgements.c.id)
            ).scalar_one()

    def configure(self, **changes):
        raw = yaml.safe_dump({"language": "nl", "state_dir": self.state} | changes, allow_unicode=True).encode()
        self.loaded = LoadedConfig(config.parse(raw, "config.yaml"), "config.yaml", "c0ffee")

    def close(self):
        self.catalog.close()

    def root(self, path, name="", *, suspended=None):
        row = roots.add(self.catalog, path, name)
        self.roots[path] = row.id
        if suspended:
            roots.suspend(self.catalog, row.id, suspended)
        with self.catalog.write() as connection:
            connection.execute(update(schema.roots).where(schema.roots.c.id == row.id).values(added=ns(DAY - timedelta(days=60))))
        return row.id

    def place(self, path, root=b"/srv/share", **values):
        key = (root, path)
        if key not in self.folders:
            row = {
                "root_id": self.roots[root],
                "path": path,
                "first_seen": ns(DAY - timedelta(days=50)),
                "judgement_id": self.judgement,
            }
            with self.catalog.write() as connection:
                new = insert(schema.folders).values(**row | values).returning(schema.folders.c.id)
                self.folders[key] = connection.execute(new).scalar_one()
        return self.folders[key]

    def file(
        self, path, *found, root=b"/srv/share", coverage="full", problems=(), kind="cv", seen=DAY - timedelta(days=40), changed=None,
        size=1000, open_to=None, shown=None, in_name=(),
    ):  # fmt: skip
        """Add a file. `found` are entities, or (entity, values of its row)."""
        path = os.fsencode(path)
        above, _, name = path.rpartition(b"/")
        folder = self.place(above, root)
        self.contents += 1
        with self.catalog.write() as connection:
            content = connection.execute(
                insert(schema.contents).values(
                    sha256=self.contents.to_bytes(32, "big"), kind="", size=size, media_type="text/plain", coverage=coverage or "full",
                    document_class=kind, class_confidence=0.9, class_evidence="[]", judgement_id=self.judgement, read=ns(seen),
                ).returning(schema.contents.c.id)
            ).scalar_one()  # fmt: skip
            number = connection.execute(
                insert(schema.files).values(
                    folder_id=folder, name=name, size=size, mtime_ns=ns(changed or seen), ctime_ns=0, inode=self.contents, device=0,
                    mode=0o640, uid=0, gid=0, first_seen=ns(seen), due=0 if coverage else 2, content_id=content if coverage else None,
                    coverage=coverage, judgement_id=self.judgement, last_read=ns(seen), shown=shown,
                ).returning(schema.files.c.id)
            ).scalar_one()  # fmt: skip
            for owner, some in (({"content_id": content}, found), ({"file_id": number}, in_name)):
                for position, one in enumerate(some):
                    entity, values = (one, {}) if isinstance(one, str) else one
                    row = {
                        "entity": entity, "category": "special" if entity in SPECIAL else "forbidden", "confidence": 0.99,
                        "locator": f"page {position + 1}", "masked": "85.**.**-***.**", "evidence": json.dumps(["checksum", "label: rijksregisternummer"]),
                        "count": 1, "fingerprint": f"{self.contents:08x}{position:04x}",
                    }  # fmt: skip
                    connection.execute(insert(schema.findings).values(**row | owner | values))
            for code in problems:
                connection.execute(insert(schema.problems).values(content_id=content, stage="read", code=code, detail="secret"))
        if open_to:
            journal.set_exposures(self.catalog, [journal.Exposure(open_to, "", file_id=number, since=ns(seen))])
        return number

    def change(self, file, **values):
        with self.catalog.write() as connection:
            connection.execute(update(schema.files).where(schema.files.c.id == file).values(**values))

    def crawl(self, day, root=b"/srv/share", outcome="complete"):
        before, self.day = self.day, day
        run = journal.begin_run(self.catalog, "crawl", self.roots[root])
        journal.end_run(self.catalog, run, outcome, {"files": 1})
        self.day = before

    def register(self, *rows):
        dossiers.replace(self.catalog, Register(tuple(rows)), {})

    def item(
        self,
        path,
        state,
        *,
        dossier="",
        expires=DAY - timedelta(days=30),
        size=1000,
        item=None,
        root=b"/srv/share",
        confirmed="DPO",
    ):
        self.contents += 1
        with self.catalog.write() as connection:
            connection.execute(
                insert(schema.items).values(
                    item=item or f"item{self.contents}", root_id=self.roots[root], path=os.fsencode(path), shown=without_numbers(path), device=1, inode=1, size=size,
                    mtime_ns=1, ctime_ns=1, sha256=b"x", document_class="cv", dossier=dossier, rule="client_documents", rule_digest="d",
                    basis="b", starting_point="end_of_guidance", started="2025-01-01", start_source="register", expires=expires.isoformat(),
                    delete_by=(expires + timedelta(days=365)).isoformat(), confirmed_by=confirmed,
                    reasons=json.dumps([["due", {"day": expires.isoformat(), "until": (expires + timedelta(days=365)).isoformat()}]]),
                    state=state, detail="", planned=1, changed=1, plan=1,
                )
            )  # fmt: skip

    def basis(self, week=WEEK, **values):
        return Basis(self.catalog, self.loaded, self.state, rulepacks.shipped(), self.day, week, **values)


def dossier(number, folder, controller="vzw", programme="vdab", **values):
    return Dossier(number, 1, folder, controller, programme, **values)
