"""Every setting of the program, read from the environment (prefix `CHOPHIEN_`).

`python -m catalog.settings` writes docs/settings.md, which is tested against it.
"""

import sys
from functools import lru_cache
from pathlib import Path

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Defaults run the whole program from one folder with no server beside it."""

    model_config = SettingsConfigDict(env_prefix="CHOPHIEN_", extra="ignore")

    data_dir: Path = Field(Path("var"), description="Folder of the database, index, pictures and archives.")
    database_url: str | None = Field(
        None, description="SQLAlchemy address of the database; unset: SQLite in the data folder."
    )
    meilisearch_url: str | None = Field(
        None, description="Address of a Meilisearch server; unset: the embedded engine."
    )
    meilisearch_key: SecretStr | None = Field(None, description="Key for the Meilisearch server.")
    meilisearch_prefix: str = Field(
        "chophien",
        pattern="^[A-Za-z0-9_-]{1,100}$",
        description="What the names of the server's indexes begin with, so that several catalogs can share it.",
    )
    marketplaces_dir: Path | None = Field(
        None, description="A further folder of marketplace files, beside the ones the program ships."
    )
    allow_private_hosts: list[str] = Field(
        default_factory=list,
        description="`host:port` pairs on private addresses that may be fetched (the sample fair); none by default.",
    )
    health_webhook: str | None = Field(
        None, description="Address told (JSON, POST) of crawls that failed or are held for review; unset: nobody."
    )
    contact: str = Field(
        "https://chophien.example/bot",
        description="Address in the user agent where a marketplace reaches us.",
    )
    crawl_at: str = Field(
        "0 18 * * *",
        description="When workers crawl every enabled marketplace: a cron line in UTC (default: 01:00 in Việt Nam); "
        "empty: never.",
    )
    picture_delay: float = Field(
        1.0, ge=0, description="Seconds between two requests for pictures to one host; allowed private hosts wait none."
    )
    public_url: str = Field(
        "http://127.0.0.1:8000", description="Address under which people reach the API and the page."
    )

    @property
    def resolved_database_url(self) -> str:
        """The database's address; for the default, SQLite in the data folder."""
        return self.database_url or f"sqlite:///{self.data_dir.resolve() / 'chophien.sqlite3'}"

    @property
    def index_dir(self) -> Path:
        """Where the embedded engine keeps its indexes."""
        return self.data_dir / "index"

    @property
    def pictures_dir(self) -> Path:
        """Where original pictures' thumbnails are kept, by content hash."""
        return self.data_dir / "pictures"


@lru_cache
def get_settings() -> Settings:
    """The process's settings, read once."""
    return Settings()


def manual() -> str:
    """docs/settings.md: every setting with its default and one sentence."""
    lines = ["# Settings", "", 'Read from the environment. A list is written as JSON: `["127.0.0.1:8101"]`.', ""]
    lines += ["| setting | default | what it is |", "|---|---|---|"]
    for name, field in Settings.model_fields.items():
        default = "–" if field.default is None or field.default_factory else f"`{field.default}`"
        lines.append(f"| `CHOPHIEN_{name.upper()}` | {default} | {field.description} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(manual())
