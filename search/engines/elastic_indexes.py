"""The indexes behind an alias of Elasticsearch: made, swapped, tidied up, by their exact names."""

import time
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from search.analysis.compounds import word_lists
from search.engines.elastic_bulk import TIMEOUT
from search.engines.elastic_documents import mapping
from search.engines.records import current_schema

_ORPHAN_AFTER = 3600 * 10**9  # ns: what a rebuild that was killed left behind


class Indexes:
    """Indexes named "<alias>-<time>", one of them behind the alias `alias`.

    `replicas` is how many copies are kept on other nodes, "" for one as soon as there are two.
    """

    def __init__(self, client: Elasticsearch, alias: str, replicas: str) -> None:
        self._client = client
        self._alias = alias
        self._replicas = replicas

    def patient(self, **options: Any) -> Any:
        """Return what changes indexes; unlike a search it may take its time."""
        return self._client.options(request_timeout=TIMEOUT, **options).indices

    def create(self, average: float) -> str:
        """Return the name of a new index, with the settings of this environment's template.

        Nothing in it is seen before `finish`; `average` is the usual length of a document.
        """
        name = f"{self._alias}-{time.time_ns()}"
        meta = {
            "schema": current_schema(),
            "average_length": average,
            "word_lists": word_lists(),
        }
        self.patient().put_index_template(**self._template())
        settings = {"refresh_interval": "-1"}
        self.patient().create(index=name, mappings={"_meta": meta}, settings=settings)
        return name

    def _template(self) -> dict[str, Any]:
        number = self._replicas
        copies = {"number_of_replicas": number} if number else {"auto_expand_replicas": "0-1"}
        settings = {"number_of_shards": 1, **copies}
        return {
            "name": self._alias,
            "index_patterns": [f"{self._alias}-*"],
            # of two names that begin alike ("kim", "kim-test") the longer one's is meant
            "priority": 100 + len(self._alias),
            "template": {"mappings": mapping(), "settings": settings},
        }

    def finish(self, name: str) -> None:
        """Make all that was sent to index `name` visible to searches."""
        self.patient().put_settings(index=name, settings={"refresh_interval": "1s"})
        self.patient().refresh(index=name)

    def swap(self, name: str) -> None:
        """Put the alias before index `name` and delete those it was before, in one step."""
        old = [*self.behind_alias(), *self._orphans()]
        actions: list[dict[str, Any]] = [{"add": {"index": name, "alias": self._alias}}]
        actions += [{"remove_index": {"index": other}} for other in old if other != name]
        self.patient().update_aliases(actions=actions)

    def behind_alias(self) -> list[str]:
        """Return the names of the indexes behind the alias: one, or none yet."""
        try:
            return list(self._client.indices.get_alias(name=self._alias))
        except NotFoundError:
            return []

    def _orphans(self) -> list[str]:
        """Return the indexes of rebuilds that were killed: of our name, old, behind no alias."""
        found = self.patient().get_alias(index=f"{self._alias}-*")
        latest = time.time_ns() - _ORPHAN_AFTER
        return [
            name
            for name, state in found.items()
            if not state["aliases"]
            and (made := name.removeprefix(f"{self._alias}-")).isdecimal()
            and int(made) < latest
        ]

    def delete(self, name: str) -> None:
        """Delete index `name`, if it is there."""
        self.patient(ignore_status=404).delete(index=name)

    def drop(self) -> None:
        """Delete the index behind the alias and the template."""
        for name in self.behind_alias():
            self.delete(name)
        self.patient(ignore_status=404).delete_index_template(name=self._alias)

    def meta(self) -> dict[str, Any]:
        """Return what was noted when the index behind the alias was made."""
        found = self._client.indices.get_mapping(index=self._alias)
        meta: dict[str, Any] = next(iter(found.values()))["mappings"]["_meta"]
        return meta
