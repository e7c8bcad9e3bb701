"""what the weekly reports told"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Take the step."""
    op.create_table(
        "reported",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("file_id", _KEY, nullable=True),
        sa.Column("folder_id", _KEY, nullable=True),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("first_week", sa.Text(), nullable=False),
        sa.Column("gone_week", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["file_id"], ["files.id"], name=op.f("fk_reported_file_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["folder_id"], ["folders.id"], name=op.f("fk_reported_folder_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reported")),
        sa.UniqueConstraint("key", name=op.f("uq_reported_key")),
    )
    with op.batch_alter_table("reported", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reported_file_id"), ["file_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reported_folder_id"), ["folder_id"], unique=False)
    op.create_table(
        "report_figures",
        sa.Column("id", _KEY, autoincrement=True, nullable=False),
        sa.Column("week", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("made", sa.BigInteger(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_figures")),
        sa.UniqueConstraint("week", "scope", name=op.f("uq_report_figures_week")),
    )
