"""The tables. The same on SQLite and PostgreSQL; `migrations/` leads to exactly this, which a test proves.

Times are nanoseconds since 1970 (UTC), sizes bytes, names and paths the exact bytes. Inodes and devices are stored as signed 64-bit
numbers (`signed`). No table has room for a document's text or for a raw identifier: findings hold a mask and a keyed fingerprint.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
    }
)
_KEY = BigInteger().with_variant(Integer, "sqlite")
_ONE_OWNER = (
    "(CASE WHEN content_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN file_id IS NULL THEN 0 ELSE 1 END)"
    " + (CASE WHEN folder_id IS NULL THEN 0 ELSE 1 END) = 1"
)


def signed(number: int) -> int:
    """Return an unsigned 64-bit number as the signed one with the same bits: databases know no others."""
    return number - 2**64 if number >= 2**63 else number


def unsigned(number: int) -> int:
    """Return the number that `signed` stored."""
    return number + 2**64 if number < 0 else number


def _id() -> Column[int]:
    return Column("id", _KEY, primary_key=True, autoincrement=True)


def _link(name: str, target: str, *, nullable: bool = False, index: bool = True) -> Column[int]:
    return Column(name, _KEY, ForeignKey(f"{target}.id", ondelete="CASCADE"), nullable=nullable, index=index)


# What a verdict was reached with: the digest over rules, settings that matter, and version.
judgements = Table(
    "judgements", metadata, _id(),
    Column("digest", Text, nullable=False, unique=True),
    Column("rules", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("first_used", BigInteger, nullable=False),
)  # fmt: skip

roots = Table(
    "roots", metadata, _id(),
    Column("path", LargeBinary, nullable=False, unique=True),
    Column("name", Text, nullable=False, server_default=""),
    Column("added", BigInteger, nullable=False),
    Column("device", BigInteger, nullable=False, server_default="0"),
    Column("mount_point", SmallInteger, nullable=False, server_default="0"),
    Column("system", BigInteger, nullable=False, server_default="0"),  # the file system's own number
    Column("marker", Text),  # identity that a marker file on the root has to show
    Column("suspended", Text),  # why nothing of this root is processed
    Column("crawl_started", BigInteger),  # of a crawl that has not ended
    Column("crawl_cursor", LargeBinary),  # the last folder it is done with
    Column("crawl_known", BigInteger),  # files present after the one before, when it began
    Column("crawl_seen", BigInteger),  # files it met up to the cursor
    Column("crawl_done", BigInteger),  # when the last complete one began
    Column("files", BigInteger, nullable=False, server_default="0"),  # present after the last complete one
)  # fmt: skip

folders = Table(
    "folders", metadata, _id(),
    _link("root_id", "roots", index=False),
    Column("parent_id", _KEY, ForeignKey("folders.id", ondelete="CASCADE"), index=True),
    Column("path", LargeBinary, nullable=False),  # relative to the root
    Column("device", BigInteger, nullable=False, server_default="0"),
    Column("inode", BigInteger, nullable=False, server_default="0"),
    Column("mode", Integer, nullable=False, server_default="0"),
    Column("uid", BigInteger, nullable=False, server_default="0"),
    Column("gid", BigInteger, nullable=False, server_default="0"),
    Column("listing", LargeBinary),  # digest of what was listed when the rows below were written; none: compare row by row
    Column("listed", BigInteger),  # when it was last found changed
    Column("first_seen", BigInteger, nullable=False),
    Column("missing_since", BigInteger),
    Column("due", SmallInteger, nullable=False, server_default="0"),
    Column("judgement_id", _KEY, ForeignKey("judgements.id")),
    Column("shown", Text),  # the path with forbidden numbers masked, where that differs
    UniqueConstraint("root_id", "path"),
    Index("ix_folders_due", "due", sqlite_where=text("due > 0"), postgresql_where=text("due > 0")),
)  # fmt: skip

contents = Table(
    "contents", metadata, _id(),
    Column("sha256", LargeBinary, nullable=False),
    Column("kind", Text, nullable=False),  # what of a file's name its verdict depends on, see `results.kind_of`
    Column("size", BigInteger, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("coverage", Text, nullable=False),
    Column("language", Text),
    Column("document_class", Text, nullable=False),
    Column("class_confidence", Float, nullable=False),
    Column("class_evidence", Text, nullable=False),  # JSON list
    Column("judgement_id", _KEY, ForeignKey("judgements.id")),  # none: to be judged again
    Column("read", BigInteger, nullable=False),
    Column("dates", Text, nullable=False, server_default="[]"),  # JSON list of [day, source, detail]
    Column("sensitive_since", BigInteger),  # since when it is known to hold forbidden or special data
    UniqueConstraint("sha256", "kind"),
    Index("ix_contents_size", "size"),
)  # fmt: skip

files = Table(
    "files", metadata, _id(),
    _link("folder_id", "folders", index=False),
    Column("name", LargeBinary, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("ctime_ns", BigInteger, nullable=False),
    Column("inode", BigInteger, nullable=False),
    Column("device", BigInteger, nullable=False),  # 0: that of its folder
    Column("mode", Integer, nullable=False),
    Column("uid", BigInteger, nullable=False),
    Column("gid", BigInteger, nullable=False),
    Column("first_seen", BigInteger, nullable=False),
    Column("missing_since", BigInteger),
    Column("due", SmallInteger, nullable=False),  # see `queue.Due`; 0: nothing to do
    Column("attempts", SmallInteger, nullable=False, server_default="0"),  # times it was given to a process without an answer
    Column("content_id", _KEY, ForeignKey("contents.id"), index=True),
    Column("coverage", Text),
    Column("judgement_id", _KEY, ForeignKey("judgements.id")),
    Column("last_read", BigInteger),
    Column("shown", Text),  # the path with forbidden numbers masked, where that differs
    UniqueConstraint("folder_id", "name"),
    Index("ix_files_inode", "inode"),
    Index("ix_files_due", "due", "id", sqlite_where=text("due > 0"), postgresql_where=text("due > 0")),
    Index("ix_files_missing", "missing_since",
          sqlite_where=text("missing_since IS NOT NULL"), postgresql_where=text("missing_since IS NOT NULL")),
)  # fmt: skip


def _owned(name: str, *columns: Column[object]) -> Table:
    """A table whose rows belong to a content, or to a file (what its own name shows, why it was not opened), or to a folder."""
    return Table(
        name, metadata, _id(),
        _link("content_id", "contents", nullable=True),
        _link("file_id", "files", nullable=True),
        _link("folder_id", "folders", nullable=True),
        *columns,
        CheckConstraint(_ONE_OWNER, name="one_owner"),
    )  # fmt: skip


findings = _owned(
    "findings",
    Column("entity", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("locator", Text, nullable=False),
    Column("masked", Text, nullable=False),
    Column("evidence", Text, nullable=False),  # JSON list
    Column("count", Integer, nullable=False),
    Column("fingerprint", Text, nullable=False),
)

problems = _owned(
    "problems",
    Column("stage", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

# Who can reach more than may be: findings of the access audit.
exposures = _owned(
    "exposures",
    Column("kind", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("since", BigInteger, nullable=False),
)

# Documents inside documents.
parts = Table(
    "parts", metadata, _id(),
    _link("content_id", "contents"),
    Column("locator", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("coverage", Text, nullable=False),
    Column("document_class", Text, nullable=False),
    Column("class_confidence", Float, nullable=False),
)  # fmt: skip

# What a person decided, by content and value, so that it outlives scores, places, file names and versions of the rules.
verdicts = Table(
    "verdicts", metadata, _id(),
    Column("sha256", LargeBinary),  # none: wherever the value occurs
    Column("entity", Text, nullable=False),
    Column("fingerprint", Text, nullable=False, server_default=""),  # empty: the whole content
    Column("verdict", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("given", BigInteger, nullable=False),
    Column("expires", BigInteger),
    Index("ix_verdicts_sha256", "sha256"),
    Index("ix_verdicts_fingerprint", "fingerprint"),
)  # fmt: skip

runs = Table(
    "runs", metadata, _id(),
    Column("kind", Text, nullable=False),
    Column("root_id", _KEY, ForeignKey("roots.id", ondelete="CASCADE")),
    Column("started", BigInteger, nullable=False),
    Column("ended", BigInteger),
    Column("outcome", Text),
    Column("version", Text, nullable=False),
    Column("config", Text, nullable=False, server_default=""),  # digest of the configuration
    Column("judgement_id", _KEY, ForeignKey("judgements.id")),
    Column("figures", Text, nullable=False, server_default="{}"),  # JSON object of counts
    Index("ix_runs_kind", "kind", "started"),
)  # fmt: skip

alarms = Table(
    "alarms", metadata, _id(),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False, server_default=""),  # for instance `root 3`; without personal data
    Column("detail", Text, nullable=False),
    Column("raised", BigInteger, nullable=False),
    Column("repeated", BigInteger, nullable=False),
    Column("cleared", BigInteger),
    Index("ix_alarms_open", "kind", "subject", unique=True,
          sqlite_where=text("cleared IS NULL"), postgresql_where=text("cleared IS NULL")),
)  # fmt: skip

# What the service remembers from one start to the next, each under a key, as JSON.
notes = Table(
    "notes", metadata,
    Column("key", Text, primary_key=True),
    Column("kept", Text, nullable=False),
)  # fmt: skip

# The register of dossiers, as it was last imported; whose they are stays in the register's own file. Days are ISO dates.
dossiers = Table(
    "dossiers", metadata, _id(),
    Column("number", Text, nullable=False, unique=True),
    _link("root_id", "roots", index=False),
    Column("folder", Text, nullable=False),
    Column("controller", Text, nullable=False),
    Column("programme", Text, nullable=False),
    *(Column(name, Text) for name in ("opened", "closed", "project_end", "last_payment", "contract_end", "consent_withdrawn")),
    Column("consents", Text, nullable=False),  # JSON list
    Column("hold", Text, nullable=False),
    Column("employment", SmallInteger, nullable=False),
)  # fmt: skip

# Files whose term is over, and what became of each: by its identity when it was planned, and by what was decided then.
items = Table(
    "items", metadata, _id(),
    Column("item", Text, nullable=False, unique=True),  # under this name it lies in quarantine and stands in the proof
    Column("file_id", _KEY, ForeignKey("files.id", ondelete="SET NULL"), index=True),
    _link("root_id", "roots", index=False),
    Column("path", LargeBinary, nullable=False),
    Column("shown", Text, nullable=False),
    Column("device", BigInteger, nullable=False),
    Column("inode", BigInteger, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("mtime_ns", BigInteger, nullable=False),
    Column("ctime_ns", BigInteger, nullable=False),
    Column("sha256", LargeBinary, nullable=False),
    Column("document_class", Text, nullable=False),
    Column("dossier", Text, nullable=False),
    Column("rule", Text, nullable=False),
    Column("rule_digest", Text, nullable=False),
    Column("basis", Text, nullable=False),  # digest of what an approval is given to
    Column("starting_point", Text, nullable=False),
    Column("started", Text, nullable=False),
    Column("start_source", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("delete_by", Text, nullable=False),
    Column("confirmed_by", Text),
    Column("reasons", Text, nullable=False),  # JSON
    Column("state", Text, nullable=False, index=True),
    Column("detail", Text, nullable=False),
    Column("planned", BigInteger, nullable=False),
    Column("changed", BigInteger, nullable=False),  # when it came into its state
    Column("plan", BigInteger, nullable=False),  # the run that last found it so
    Column("purge_after", Text),
)  # fmt: skip

approvals = Table(
    "approvals", metadata, _id(),
    _link("item_id", "items", index=False),
    Column("person", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("given", BigInteger, nullable=False),
    UniqueConstraint("item_id", "person"),
)  # fmt: skip

holds = Table(
    "holds", metadata, _id(),
    Column("scope", Text, nullable=False),  # dossier, class or folder
    Column("subject", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("given", BigInteger, nullable=False),
    Column("released", BigInteger),
    Column("released_by", Text),
    Column("released_why", Text),
)  # fmt: skip

# What the weekly reports told, so that the next one can say what is new, solved and still there.
reported = Table(
    "reported", metadata, _id(),
    Column("key", BigInteger, nullable=False, unique=True),  # of file or folder, entity and fingerprint
    _link("file_id", "files", nullable=True),
    _link("folder_id", "folders", nullable=True),
    Column("entity", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("places", Integer, nullable=False),  # in which it stands in the file
    Column("first_week", Text, nullable=False),  # of the report that told it first
    Column("gone_week", Text),  # of the report that told it as solved
)  # fmt: skip

# The figures of each weekly report, for its trend.
report_figures = Table(
    "report_figures", metadata, _id(),
    Column("week", Text, nullable=False),
    Column("scope", Text, nullable=False),  # empty: all; else a controller's key after `controller:`
    Column("made", BigInteger, nullable=False),
    Column("figures", Text, nullable=False),  # JSON
    UniqueConstraint("week", "scope"),
)  # fmt: skip
