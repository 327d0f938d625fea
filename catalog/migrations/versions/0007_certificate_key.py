"""Decision numbers repeat every year: the date is part of what tells two certificates apart."""

from collections.abc import Sequence

from alembic import op

revision: str = "0007"
down_revision: str | None = "0006"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_BEFORE = ["product_name", "producer_name", "number", "issuer"]
_OLD = f"uq_certificate_{'_'.join(_BEFORE)}"
_NEW = "uq_certificate"


def upgrade() -> None:
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(_OLD, type_="unique")
        batch.create_unique_constraint(_NEW, [*_BEFORE, "issued_on"])


def downgrade() -> None:
    with op.batch_alter_table("certificate") as batch:
        batch.drop_constraint(_NEW, type_="unique")
        batch.create_unique_constraint(_OLD, _BEFORE)
