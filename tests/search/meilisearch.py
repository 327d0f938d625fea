"""A real Meilisearch server for tests, which give their indexes names of their own and take them away again."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from catalog.settings import Settings
from search.engines.meilisearch_build import MeilisearchBuilder
from search.keys import Keys, forget_keys, scoped_keys
from search.server import running_server


@dataclass
class Meilisearch:
    """A server that may hold others' indexes too. `master` may make keys; None where the server asks for none."""

    url: str
    master: str | None
    _prefixes: list[str] = field(default_factory=list)

    def prefix(self) -> str:
        """A prefix nobody else has; its indexes and keys are removed at the end."""
        self._prefixes.append(f"chophien_test_{secrets.token_hex(4)}")
        return self._prefixes[-1]

    def keys(self, prefix: str) -> Keys | None:
        """Keys that may do no more than the program needs; none on a server that asks for none."""
        return scoped_keys(self.url, self.master, prefix=prefix) if self.master else None

    def index_key(self, prefix: str) -> str | None:
        """The one that may build."""
        keys = self.keys(prefix)
        return keys.index if keys else None

    def builder(self) -> MeilisearchBuilder:
        """The writing side under a prefix of its own."""
        prefix = self.prefix()
        return MeilisearchBuilder(self.url, self.index_key(prefix), prefix=prefix)

    def settings(self, plain: Settings) -> Settings:
        """Settings with the key that may build, under a prefix of their own."""
        prefix = self.prefix()
        key = self.index_key(prefix)
        named = {"meilisearch_url": self.url, "meilisearch_key": SecretStr(key) if key else None}
        return plain.model_copy(update=named | {"meilisearch_prefix": prefix})

    def clear(self) -> None:
        """Remove what the prefixes' indexes and keys are."""
        for prefix in self._prefixes:
            MeilisearchBuilder(self.url, self.master, prefix=prefix).drop()
            if self.master:
                forget_keys(self.url, self.master, prefix=prefix)


@contextmanager
def a_server(folder: Path) -> Iterator[Meilisearch]:
    """The server that is named (with its master key), else one started in the folder; left as it was found."""
    named = os.environ.get("CHOPHIEN_TEST_MEILISEARCH_URL")
    if named:
        server = Meilisearch(named, os.environ.get("CHOPHIEN_TEST_MEILISEARCH_KEY"))
        try:
            yield server
        finally:
            server.clear()
        return
    with running_server(folder) as started:
        yield Meilisearch(started.url, started._master)
