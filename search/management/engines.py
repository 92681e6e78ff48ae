"""Which engine a command talks to."""

from argparse import ArgumentParser

from django.conf import settings

from search.engine import SearchEngine, get_engine, make_engine


def add_engine_argument(parser: ArgumentParser) -> None:
    """Add --engine."""
    parser.add_argument(
        "--engine",
        choices=("", "embedded", "elastic"),
        default="",
        help="The engine to use instead of the one in the settings.",
    )


def engine_named(name: str) -> SearchEngine:
    """Return the engine of that name as the settings describe it; "" is the settings' choice."""
    if not name or name == settings.SEARCH_ENGINE:
        return get_engine()
    if name == "elastic":
        return make_engine(
            "elastic",
            url=settings.ELASTICSEARCH_URL,
            index=settings.SEARCH_INDEX,
            replicas=settings.SEARCH_REPLICAS,
        )
    return make_engine("embedded", path=settings.SEARCH_PATH)
