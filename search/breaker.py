"""An engine that does not answer is not asked again for a while.

Without this, every request would wait for an engine that stays silent; so one request per
process waits, the others get the reduced search at once. Writing goes its own way: the outbox
pauses by itself.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any, TypeVar

from search.engine import EngineUnavailable, SearchEngine
from search.query import ResultPage, SearchQuery, Suggestion

logger = logging.getLogger(__name__)

PAUSE = 10.0  # seconds

T = TypeVar("T")


class Breaker:
    """`engine` with a memory of its last failure; everything but questions is passed through."""

    def __init__(self, engine: SearchEngine, pause: float = PAUSE) -> None:
        self._engine = engine
        self._pause = pause
        self._silent_until = 0.0
        self._failing = False
        self._lock = threading.Lock()

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer `query`; raise EngineUnavailable at once during the pause."""
        return self._ask(lambda: self._engine.search(query))

    def suggest(
        self, prefix: str, audience: frozenset[str], limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Return completions; raise EngineUnavailable at once during the pause."""
        return self._ask(lambda: self._engine.suggest(prefix, audience, limit))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._engine, name)

    def _ask(self, question: Callable[[], T]) -> T:
        self._admit()
        try:
            found = question()
        except EngineUnavailable:
            self._failing = True
            self._silent_until = time.monotonic() + self._pause
            raise
        self._failing = False
        return found

    def _admit(self) -> None:
        """Let a question through; after a failure only one, when the pause is over."""
        if not self._failing:
            return
        with self._lock:
            now = time.monotonic()
            if now < self._silent_until:
                raise EngineUnavailable("the engine did not answer just now, it is left alone")
            self._silent_until = now + self._pause
