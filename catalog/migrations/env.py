"""Alembic's entry: runs the migrations on the connection it is handed."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString

from catalog.migrate import METADATA
from catalog.tables.columns import JsonText, UtcDateTime


def _render(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """A migration must outlive the code it was drafted from, so it names SQLAlchemy's types and not ours."""
    if kind == "type" and isinstance(item, JsonText):
        return "sa.Text()"
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String({item.length or ''})"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    render_item=_render,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
