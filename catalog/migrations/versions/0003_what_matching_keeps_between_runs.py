"""What matching keeps between runs: signatures, candidate keys, likely pairs, people's decisions, merges and splits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0003"
down_revision: str | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "match_signature",
        sa.Column("listing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("inputs", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name="fk_match_signature_listing_id"),
        sa.PrimaryKeyConstraint("listing_id", name="pk_match_signature"),
    )
    op.create_table(
        "match_key",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("listing_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "listing_id", name="pk_match_key"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "match_edge",
        sa.Column("first_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_match_edge"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_match_edge_second_id", "match_edge", ["second_id"])
    op.create_table(
        "match_decision",
        sa.Column("first_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("second_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("same", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["first_id"], ["listing.id"], name="fk_match_decision_first_id"),
        sa.ForeignKeyConstraint(["second_id"], ["listing.id"], name="fk_match_decision_second_id"),
        sa.PrimaryKeyConstraint("first_id", "second_id", name="pk_match_decision"),
    )
    op.create_index("ix_match_decision_second_id", "match_decision", ["second_id"])
    op.create_table(
        "match_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("old_id", sa.String(16), nullable=False),
        sa.Column("new_id", sa.String(16), nullable=False),
        sa.Column("listings", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_match_change"),
    )
    op.create_index("ix_match_change_old_id", "match_change", ["old_id"])
    op.create_index("ix_match_change_new_id", "match_change", ["new_id"])


def downgrade() -> None:
    for table in ("match_change", "match_decision", "match_edge", "match_key", "match_signature"):
        op.drop_table(table)
