"""A product's OCOP status as a column, to be counted by."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0005"
down_revision: str | None = "0004"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("product", sa.Column("ocop_status", sa.String(), nullable=False, server_default="none"))


def downgrade() -> None:
    op.drop_column("product", "ocop_status")
