"""what a root is known by, and what the service remembers"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the step."""
    with op.batch_alter_table("roots", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mount_point", sa.SmallInteger(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("system", sa.BigInteger(), server_default="0", nullable=False))
    op.create_table(
        "notes",
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_notes")),
    )
