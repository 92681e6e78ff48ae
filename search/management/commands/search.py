"""`manage.py search "text"`: ask the index as a certain role would."""

import json
from argparse import ArgumentParser
from typing import Any, get_args

from django.core.management.base import BaseCommand, CommandError

from search import audience, synonyms
from search.engine import SearchError
from search.facets import FACET_LABELS, named
from search.management.engines import add_engine_argument, engine_named
from search.query import ResultPage, SearchQuery, Sort


class Command(BaseCommand):
    help = "Search the index from the command line."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_engine_argument(parser)
        parser.add_argument("text", nargs="?", default="")
        parser.add_argument(
            "--as",
            dest="role",
            default="anonymous",
            help="A role, the e-mail address of an account, or anonymous (the default).",
        )
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="FACET=VALUE",
            help="May be repeated; values of one facet are alternatives.",
        )
        parser.add_argument("--sort", default="relevance", choices=get_args(Sort))
        parser.add_argument("--page", type=int, default=1)
        parser.add_argument("--size", type=int, default=10)
        parser.add_argument("--json", action="store_true", help="Machine-readable.")

    def handle(self, *args: Any, text: str, role: str, **options: Any) -> None:
        try:
            tokens = audience.of_role(role)
        except LookupError as error:
            raise CommandError(f"There is neither a role nor an account {role!r}.") from error
        query = SearchQuery(
            text=text,
            audience=tokens,
            filters=_filters(options["filter"]),
            facets=tuple(FACET_LABELS),
            sort=options["sort"],
            page=max(1, options["page"]),
            size=max(1, options["size"]),
            synonyms=synonyms.mapping(),
            names=named(text),
        )
        try:
            found = engine_named(options["engine"]).search(query)
        except SearchError as error:
            raise CommandError(f"{type(error).__name__}: {error}") from error
        self.stdout.write(_json(found) if options["json"] else _text(found))


def _filters(pairs: list[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for pair in pairs:
        name, separator, value = pair.partition("=")
        if not separator or name not in FACET_LABELS:
            raise CommandError(
                f"--filter {pair!r}: write FACET=VALUE with one of {', '.join(FACET_LABELS)}."
            )
        found[name] = (*found.get(name, ()), value)
    return found


def _json(page: ResultPage) -> str:
    return json.dumps(
        {
            "total": page.total,
            "took_ms": round(page.took_ms, 2),
            "suggestion": page.suggestion,
            "hits": [
                {
                    "id": hit.id,
                    "kind": hit.kind,
                    "title": hit.title,
                    "url": hit.url,
                    "score": round(hit.score, 4),
                }
                for hit in page.hits
            ],
            "facets": {
                name: {row.value: row.count for row in rows} for name, rows in page.facets.items()
            },
        },
        ensure_ascii=False,
    )


def _text(page: ResultPage) -> str:
    lines = [f"{page.total} results in {page.took_ms:.1f} ms"]
    if page.suggestion:
        lines.append(f"did you mean: {page.suggestion}")
    lines += [f"{hit.score:8.3f}  {hit.kind:<12}  {hit.title}  {hit.url}" for hit in page.hits]
    return "\n".join(lines)
