"""The embedded engine: a tantivy index in a folder, no server."""

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from search.analysis.compounds import word_lists
from search.engine import IndexCorrupt, IndexMissing, WriteFailed
from search.engines.base import complete
from search.engines.embedded_documents import build_schema, number_of, to_tantivy
from search.engines.embedded_store import BuildInfo, Store, read_info, write_info
from search.engines.embedded_view import EmbeddedView
from search.engines.impacts import average_length
from search.engines.prepared import measured, prepared
from search.engines.records import current_schema
from search.index_document import IndexDocument
from search.query import ResultPage, SearchQuery, Suggestion

logger = logging.getLogger(__name__)
_WRITE_HEAP = 20_000_000  # bytes
_REBUILD_HEAP = 80_000_000


@contextmanager
def _damage_named(path: Path) -> Iterator[None]:
    """Turn what tantivy raises about broken files into IndexCorrupt."""
    try:
        yield
    except (ValueError, OSError) as error:
        raise IndexCorrupt(f"The index {path} can't be used: {error}") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":
            raise IndexCorrupt(f"The index {path} can't be used: {error}") from error
        raise


class EmbeddedEngine:
    """SearchEngine in the folder `path`; one process at a time writes, any number read."""

    def __init__(self, path: str | Path, lock_timeout: float = 30.0) -> None:
        self.store = Store(Path(path))
        self.lock_timeout = lock_timeout
        self._view: EmbeddedView | None = None
        self._stamp: tuple[int, ...] = ()
        self._opening = threading.Lock()

    def view(self) -> EmbeddedView:
        """Return the newest state of the index. Raises IndexMissing, IndexCorrupt."""
        stamp = self.store.stamp()
        view = self._view
        if view is None or stamp != self._stamp or view.is_outdated():
            with self._opening:
                folder = self.store.current()
                with _damage_named(folder):
                    self._view = view = EmbeddedView(folder)
                self._stamp = stamp
                if view.info.schema != current_schema():
                    logger.warning("The index %s is stale: run rebuild_index.", folder)
        return view

    def search(self, query: SearchQuery) -> ResultPage:
        """Answer `query`."""
        view = self.view()
        with _damage_named(view.folder):
            return view.answer(query)

    def suggest(
        self, prefix: str, audience: frozenset[str], limit: int = 8
    ) -> tuple[Suggestion, ...]:
        """Return completions of `prefix` from what `audience` may see."""
        view = self.view()
        with _damage_named(view.folder):
            return complete(view, prefix, audience, limit)

    def rebuild(self, documents: Iterable[IndexDocument], *, version: int | None = None) -> int:
        """Build a new index beside the current one, then swap; `version` is not needed."""
        errors: dict[str, str] = {}
        with self.store.locked(self.lock_timeout):
            folder = self.store.new()
            try:
                count = _build(folder, documents, errors)
            except BaseException:
                self.store.remove(folder)
                raise
            self.store.swap(folder)
        if errors:
            raise WriteFailed(errors, count)
        return count

    def write(
        self,
        upserts: Iterable[IndexDocument] = (),
        deletions: Iterable[str] = (),
        *,
        version: int | None = None,
    ) -> None:
        """Store and remove in one commit. `version` is not needed: there is one writer."""
        errors: dict[str, str] = {}
        written = 0
        with self.store.locked(self.lock_timeout):
            folder = self._writable()
            info = read_info(folder)
            with _damage_named(folder):
                index = tantivy.Index.open(str(folder))
                writer = index.writer(_WRITE_HEAP, 1)
                for document_id in deletions:
                    writer.delete_documents_by_query(_one(index, document_id))
                for key, ready in prepared(upserts, _maker(info.average_length), errors):
                    writer.delete_documents_by_query(_one(index, key))
                    writer.add_document(ready)
                    written += 1
                writer.commit()
                writer.wait_merging_threads()
        if errors:
            raise WriteFailed(errors, written)

    def _writable(self) -> Path:
        """Return the current generation, an empty new one where there is none yet."""
        try:
            return self.store.current()
        except IndexMissing:
            folder = self.store.new()
            write_info(folder, BuildInfo(current_schema(), average_length(()), word_lists()))
            tantivy.Index(build_schema(), path=str(folder))
            self.store.swap(folder)
            return folder

    def count(self) -> int:
        """Return the number of documents in the index."""
        return self.view().searcher.num_docs

    def ids(self) -> dict[str, str]:
        """Return every document's id with its content hash."""
        return self.view().hashes()

    def schema_version(self) -> str:
        """Return the version the index was built with."""
        return read_info(self.store.current()).schema

    def is_stale(self) -> bool:
        """Return whether program or word lists changed since the index was built."""
        return self.schema_version() != current_schema()

    def close(self) -> None:
        """Let go of the files."""
        self._view = None


def _build(folder: Path, documents: Iterable[IndexDocument], errors: dict[str, str]) -> int:
    """Write an index of `documents` into `folder`; return their number, without the refused."""
    with measured(documents, errors) as (average, everything):
        write_info(folder, BuildInfo(current_schema(), average, word_lists()))
        writer = tantivy.Index(build_schema(), path=str(folder)).writer(_REBUILD_HEAP, 1)
        count = 0
        for _, ready in prepared(everything, _maker(average), errors):
            writer.add_document(ready)
            count += 1
    writer.commit()
    writer.wait_merging_threads()
    return count


def _maker(average: float) -> Callable[[IndexDocument], tantivy.Document]:
    return lambda document: to_tantivy(document, average)


def _one(index: tantivy.Index, document_id: str) -> tantivy.Query:
    """Return the query for one document (a term of an unsigned field can't be deleted by)."""
    return tantivy.Query.term_query(index.schema, "number", number_of(document_id))
