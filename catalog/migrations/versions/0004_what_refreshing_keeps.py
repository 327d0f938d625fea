"""What refreshing keeps: producers by key, what an offer was made from, when a day's price was seen, its bookmarks."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_NEVER = "1970-01-01 00:00:00"


def upgrade() -> None:
    op.add_column("listing", sa.Column("producer_key", sa.String()))
    op.create_index("ix_listing_producer_key", "listing", ["producer_key"])
    op.add_column("offer", sa.Column("source", sa.String(), nullable=False, server_default=""))
    op.add_column("price_day", sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False, server_default=_NEVER))
    op.create_table(
        "refresh_state",
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("step", name="pk_refresh_state"),
    )


def downgrade() -> None:
    op.drop_table("refresh_state")
    op.drop_column("price_day", "seen_at")
    op.drop_column("offer", "source")
    op.drop_index("ix_listing_producer_key", "listing")
    op.drop_column("listing", "producer_key")
