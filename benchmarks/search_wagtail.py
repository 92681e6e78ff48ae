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

from benchmarks.search_data import ASKER, FACETS, queries, services
from benchmarks.search_engines import measured

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
    model = offers()
    filled, rate = fill(model, count, 2 * seconds)
    times, first = measured(queries(questions), asking(model), seconds=seconds)
    print(json.dumps({"times": times, "first": first, "rate": rate, "services": filled}))


def offers():
    """Return the model of a service, its table made."""
    from django.apps import apps
    from django.core.management import call_command
    from django.db import connection, models
    from modelsearch import index

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
    return Offer


def fill(model, count, seconds):
    """Store and index `count` services, for `seconds`; return how many and how many a second."""
    from django.db import connection
    from modelsearch.backends import get_search_backend

    backend = get_search_backend()
    rows = (row(model, number, document) for number, document in enumerate(services(count), 1))
    start = time.perf_counter()
    filled = 0
    for chunk in chunks(rows):
        model.objects.bulk_create(chunk)
        backend.get_index_for_model(model).add_items(model, chunk)
        filled += len(chunk)
        if time.perf_counter() - start > seconds:
            break
    rate = filled / (time.perf_counter() - start)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return filled, rate


def row(model, number, document):
    """Return `document` as a row of `model`."""
    return model(
        pk=number,
        title=document.title,
        summary=document.summary,
        body=document.passages[0].text,
        audience=next(iter(document.audience)),
        kind=document.kind,
        **{name: values[0] for name, values in document.facets.items()},
    )


def asking(model):
    """Return the function that answers a question as the portal would: page, number, facets."""
    from modelsearch.backends import get_search_backend
    from modelsearch.query import MATCH_ALL

    backend = get_search_backend()

    def ask(question):
        wanted = model.objects.filter(audience__in=ASKER)
        for name, values in question.filters.items():
            wanted = wanted.filter(**{f"{name}__in": values})
        words = question.text.replace('"', "").replace("?", "")
        operator = "or" if "?" in question.text else "and"
        found = backend.search(words or MATCH_ALL, wanted, operator=operator)
        return list(found[:10]), found.count(), [found.facet(name) for name in FACETS]

    return ask


def chunks(rows):
    """Return lists of CHUNK rows."""
    return iter(lambda: list(itertools.islice(rows, CHUNK)), [])


if __name__ == "__main__":
    main()
