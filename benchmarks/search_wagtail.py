"""Wagtail's own search (django-modelsearch) on the services of benchmarks/search.py.

    python -m benchmarks.search_wagtail DATABASE_URL SERVICES QUESTIONS SECONDS

Run by it; prints JSON. Fills a table of its own in an empty database, lets Wagtail index it, runs
ANALYZE and asks the same questions: words, filters by audience and language, ten results, their
number and five facets. Filling stops after twice SECONDS, asking after SECONDS.
"""

import itertools
import json
import sys
import time

import django
import environ
from django.conf import settings

CHUNK = 2000


def configure(url: str) -> None:
    """Start Django with Wagtail's search and nothing else."""
    settings.configure(
        SECRET_KEY="only-for-this-benchmark",
        DATABASES={"default": environ.Env.db_url_config(url)},
        INSTALLED_APPS=["django.contrib.contenttypes", "taggit", "modelsearch", "benchmarks"],
        MODELSEARCH_BACKENDS={
            "default": {"BACKEND": "modelsearch.backends.database", "AUTO_UPDATE": False}
        },
        STATIC_URL="/static/",
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        USE_TZ=True,
    )
    django.setup()


def main() -> None:
    """Fill, index, ask; print the figures."""
    url, count, questions, seconds = sys.argv[1], *map(int, sys.argv[2:5])
    configure(url)
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, models
    from modelsearch import index
    from modelsearch.backends import get_search_backend
    from modelsearch.query import MATCH_ALL

    from benchmarks.search_data import ASKER, FACETS, queries, services
    from benchmarks.search_engines import measured

    class Offer(index.Indexed, models.Model):
        title = models.CharField(max_length=255)
        summary = models.TextField()
        body = models.TextField()
        audience = models.CharField(max_length=20, db_index=True)
        kind = models.CharField(max_length=40, db_index=True)
        topic = models.CharField(max_length=40, db_index=True)
        municipality = models.CharField(max_length=40, db_index=True)
        language = models.CharField(max_length=40, db_index=True)
        target_group = models.CharField(max_length=40, db_index=True)

        search_fields = (
            index.SearchField("title", boost=3),
            index.SearchField("summary"),
            index.SearchField("body"),
            *(index.FilterField(name) for name in ("audience", *FACETS)),
        )

        class Meta:
            app_label = "benchmarks"

        def __str__(self):
            return self.title

    apps.get_model("modelsearch", "IndexEntry").add_generic_relations()
    call_command("migrate", verbosity=0)
    with connection.schema_editor() as editor:
        editor.create_model(Offer)
    rows = (
        Offer(
            pk=number,
            title=d.title,
            summary=d.summary,
            body=d.passages[0].text,
            audience=next(iter(d.audience)),
            kind=d.kind,
            **{name: values[0] for name, values in d.facets.items()},
        )
        for number, d in enumerate(services(count), 1)
    )
    backend = get_search_backend()
    start = time.perf_counter()
    filled = 0
    for chunk in chunks(rows):
        Offer.objects.bulk_create(chunk)
        backend.get_index_for_model(Offer).add_items(Offer, chunk)
        filled += len(chunk)
        if time.perf_counter() - start > 2 * seconds:
            break
    rate = filled / (time.perf_counter() - start)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")

    def ask(question):
        wanted = Offer.objects.filter(audience__in=ASKER)
        for name, values in question.filters.items():
            wanted = wanted.filter(**{f"{name}__in": values})
        words = question.text.replace('"', "").replace("?", "")
        found = backend.search(
            words or MATCH_ALL, wanted, operator="or" if "?" in question.text else "and"
        )
        return list(found[:10]), found.count(), [found.facet(name) for name in FACETS]

    times, first = measured(queries(questions), ask, seconds=seconds)
    print(json.dumps({"times": times, "first": first, "rate": rate, "services": filled}))


def chunks(rows):
    """Return lists of CHUNK rows."""
    return iter(lambda: list(itertools.islice(rows, CHUNK)), [])


if __name__ == "__main__":
    main()
