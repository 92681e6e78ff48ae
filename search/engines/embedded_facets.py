"""Facet counts of the embedded index."""

import math
import os
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor

from tantivy import Query, Searcher

from search.engines.embedded_query import Translator
from search.engines.kept import Kept
from search.engines.nodes import STEMS, Every, Has, HasAny, Node, Phrase, Some
from search.engines.plan import Plan

_MOST_VALUES = 1000  # counted of one facet
_MOST_KEPT = 256  # questions whose counts are kept
_MOST_NUMBERS = 20_000
_FEW = 5000  # documents that are counted before another thread would have begun

Counts = dict[str, dict[str, int]]
# tantivy lets other threads run while it works: results and facets are read at the same time
_OTHER_CORES = (os.cpu_count() or 1) - 1


def _begin_threads() -> None:
    global _THREADS
    _THREADS = ThreadPoolExecutor(max(1, _OTHER_CORES), thread_name_prefix="facets")


_THREADS: ThreadPoolExecutor
_begin_threads()
# of a process that forks the threads stay behind
os.register_at_fork(after_in_child=_begin_threads)


class FacetCounts:
    """Counts facet values in one state of the index; the last answers are kept."""

    def __init__(self, searcher: Searcher, translate: Translator) -> None:
        self._searcher = searcher
        self._translate = translate
        self._kept: Kept[tuple[Node, tuple[str, ...]], Counts] = Kept(_MOST_KEPT)
        self._numbers: Kept[Node, int] = Kept(_MOST_NUMBERS)

    def ahead(self, plan: Plan, names: tuple[str, ...]) -> Future[Counts] | None:
        """Begin to count for `of` in another thread, unless that would not be quicker."""
        if not names or not _OTHER_CORES:
            return None
        likely = self._at_most(_frame(plan)[1].must)
        if not _FEW <= likely < math.inf:
            return None
        most = likely > self._searcher.num_docs / 2
        return _THREADS.submit(self._counted, plan, names, most)

    def of(
        self,
        plan: Plan,
        names: tuple[str, ...],
        total: int,
        begun: Future[Counts] | None = None,
    ) -> Counts:
        """Return counts by facet and value of what `plan` finds, `total` documents.

        A facet that is filtered by is counted without its own filter. `begun` came from `ahead`.
        """
        # what still waits for a thread is counted here
        if begun and not begun.cancel():
            return begun.result()
        return self._counted(plan, names, total * 2 > self.number(_frame(plan)[0]))

    def _counted(self, plan: Plan, names: tuple[str, ...], most: bool) -> Counts:
        """Count; `most` of what the asker sees under these filters is found, or so it seems."""
        free = tuple(name for name in names if name not in plan.facet_filters)
        counts = dict(self._found(plan, free, most))
        for name in names:
            if name in plan.facet_filters:
                counts |= self._aggregate(plan.tree(without=name, scored=False), (name,))
        return counts

    def _at_most(self, conditions: Iterable[Node]) -> float:
        """Return how many documents may fulfil all `conditions`, infinity where nobody knows."""
        return min(map(self._likely, conditions), default=math.inf)

    def _likely(self, node: Node) -> float:
        if isinstance(node, Has):
            return self._searcher.doc_freq(node.field, node.token)
        if isinstance(node, Phrase):
            return self._at_most(Has(STEMS, stem) for stem in node.stems)
        if isinstance(node, Every):
            return self._at_most(node.must)
        if isinstance(node, Some):
            if node.least > 1:
                return self._at_most(node.nodes)
            return sum(map(self._likely, node.nodes))
        return math.inf

    def _found(self, plan: Plan, names: tuple[str, ...], most: bool) -> Counts:
        """Count what was found, or, where that is `most` of what could be, what was not."""
        frame, asked = _frame(plan)
        if not most or not asked.must or not names:
            return self._aggregate(plan.tree(scored=False), names)
        others = self._aggregate(Every(frame.must, (asked,)), names)
        return {
            name: {v: rest for v, n in counted.items() if (rest := n - others[name].get(v, 0))}
            for name, counted in self._aggregate(frame, names).items()
        }

    def number(self, node: Node) -> int:
        """Return how many documents match `node`."""
        return self._numbers.get(node, lambda: self._number(node))

    def _number(self, node: Node) -> int:
        # sorted by a field, so that no score is computed
        found = self._searcher.search(self._translate(node), 1, order_by_field="updated_key")
        return int(found.count)  # type: ignore[attr-defined]  # missing in tantivy's stubs

    def _aggregate(self, node: Node, names: tuple[str, ...]) -> Counts:
        if not names or not self._searcher.num_docs:
            return {}
        return self._kept.get((node, names), lambda: self._count(self._translate(node), names))

    def _count(self, query: Query, names: tuple[str, ...]) -> Counts:
        terms = {
            name: {"terms": {"field": f"facets.{name}", "size": _MOST_VALUES}} for name in names
        }
        found = self._searcher.aggregate(query, terms)
        return {
            name: {bucket["key"]: bucket["doc_count"] for bucket in found[name]["buckets"]}
            for name in names
        }


def _frame(plan: Plan) -> tuple[Every, Every]:
    """Return what limits every question of this asker (audience, filters), and the rest."""
    audience = tuple(n for n in plan.text.must if isinstance(n, HasAny) and n.field == "audience")
    rest = tuple(node for node in plan.text.must if node not in audience)
    filters = tuple(plan.facet_filters.values())
    return Every((*filters, *audience)), Every(rest, plan.text.never)
