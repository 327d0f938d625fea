"""Runs that read an archive were kept as crawls that were interrupted; they get a kind of their own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0010"
down_revision: str | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_RUN = sa.table("crawl_run", sa.column("kind"), sa.column("status"), sa.column("report"))


def upgrade() -> None:
    of_archives = _RUN.c.report.like('%"reason":"archive"%')
    whole = _RUN.c.report.like('%"broken":null%')
    op.execute(sa.update(_RUN).where(of_archives, whole).values(status="finished"))
    op.execute(sa.update(_RUN).where(of_archives).values(kind="archive"))


def downgrade() -> None:
    op.execute(sa.update(_RUN).where(_RUN.c.kind == "archive").values(kind="crawl", status="interrupted"))
