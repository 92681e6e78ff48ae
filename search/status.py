"""How the index is: for the command, for monitoring, and for the administrator's report."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from search import outbox, rebuilding
from search.analysis.compounds import word_lists
from search.engine import SearchError, get_engine

LATE = timedelta(minutes=15)  # a change that waits for longer: the worker does not run


@dataclass(frozen=True)
class Status:
    """`error` is empty where the engine answers; the other values of the index are None if not."""

    engine: str
    waiting: int
    oldest_waiting: datetime | None
    dead: int
    rebuilding: bool
    documents: int | None = None
    schema: str | None = None
    stale: bool | None = None
    word_lists: dict[str, str] | None = None
    error: str = ""

    @property
    def late(self) -> bool:
        """Whether changes wait for so long that the worker can't be running."""
        return bool(self.oldest_waiting and timezone.now() - self.oldest_waiting > LATE)

    @property
    def healthy(self) -> bool:
        """Whether nobody has to do anything."""
        return not (self.error or self.stale or self.dead or self.late)


def status() -> Status:
    """Ask outbox and engine; never raises for an engine that is down."""
    common = {
        "engine": settings.SEARCH_ENGINE,
        "waiting": outbox.waiting(),
        "oldest_waiting": outbox.oldest_waiting(),
        "dead": outbox.dead(),
        "rebuilding": rebuilding.running(),
        "word_lists": word_lists(),
    }
    try:
        engine = get_engine()
        found = {
            "documents": engine.count(),
            "schema": engine.schema_version(),
            "stale": engine.is_stale(),
        }
    except (SearchError, OSError) as error:
        found = {"error": f"{type(error).__name__}: {error}"}
    return Status(**common, **found)  # type: ignore[arg-type]
