"""What is known of the index that answers: its words, and what reads questions and half-typed words by them."""

import logging
import threading
from dataclasses import dataclass, replace

from search.contract import EngineUnavailable
from search.engines.protocol import Engine
from search.lexicon import Lexicon
from search.staleness import rebuild_reason
from search.suggesting import Suggester
from search.understanding import Understanding
from search.understanding.places import Gazetteer
from search.words import Vocabulary

log = logging.getLogger(__name__)

_LARGE = 2_000_000
"""Bytes of a vocabulary that takes more than a moment to read."""


@dataclass(frozen=True, slots=True)
class View:
    """What is known of one generation of the index."""

    generation: str
    understanding: Understanding
    suggester: Suggester
    vocabulary: Vocabulary


class Views:
    """The view of the live index, for many threads at once."""

    def __init__(self, engine: Engine, lexicon: Lexicon, gazetteer: Gazetteer) -> None:
        self._engine = engine
        self._lexicon = lexicon
        self._gazetteer = gazetteer
        self._lock = threading.Lock()
        self._known: View | None = None
        self._dumped = b""

    def live(self) -> View:
        """What is known of the live index, read anew when it was changed or switched. Raises EngineUnavailable."""
        state = self._engine.state()
        if state is None:
            raise EngineUnavailable("there is no search index yet: run `chophien index`")
        known = self._known
        if known is not None and known.generation == state.generation:
            return known
        if known is not None and len(self._dumped) > _LARGE:
            self._read_beside(state.generation)
            return known
        with self._lock:
            if self._known is None or self._known.generation != state.generation:
                self._known = self._read(state.generation)
            return self._known

    def _read_beside(self, generation: str) -> None:
        """Read a large vocabulary in a thread of its own, while the one before it still answers."""
        if not self._lock.acquire(blocking=False):
            return

        def read() -> None:
            try:
                self._known = self._read(generation)
            finally:
                self._lock.release()

        threading.Thread(target=read, daemon=True).start()

    def _read(self, generation: str) -> View:
        state = self._engine.state()
        if state is not None and (reason := rebuild_reason(replace(state, whole=True))):
            log.warning("the search index should be built anew (%s): run `chophien index`", reason)
        self._dumped = self._engine.words()
        vocabulary = Vocabulary(self._dumped)
        understanding = Understanding(vocabulary, self._lexicon, self._gazetteer)
        return View(generation, understanding, Suggester(understanding, self._engine, self._lexicon), vocabulary)
