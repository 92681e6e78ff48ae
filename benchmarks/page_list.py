"""The pages to measure, asked of a prepared database: prints JSON for benchmarks/pages.py.

One entry per kind of page: {"kind", "role", "path", "cookie", "queries"}; "queries" is the number
of SQL queries of a warm request, "cookie" the value of the session cookie ("" for nobody).
"""

import json
import sys
from collections.abc import Iterator

import django
from django.conf import settings

django.setup()

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from content.directory.models import Organization, Service
from content.library.models import Edition
from portal.accounts.models import User

STAFF = "leitung@example.org"  # sees every kind, agreements too


def wanted() -> Iterator[tuple[str, str]]:
    """Yield (kind, path) of one page of every kind."""
    yield "home", "/"
    yield "login", reverse("login")
    seen = {"home"}
    for page in Page.objects.live().filter(depth__gt=2).order_by("path").specific():
        kind = getattr(page, "kind", "")
        if kind and kind not in seen and page.url:
            seen.add(kind)
            yield kind, page.get_url()
            if kind == "template":
                yield "template form", page.get_url() + page.reverse_subpage("fill")
    edition = Edition.objects.filter(page__live=True).order_by("pk").first()
    if edition is not None:
        yield "edition", edition.page.specific.edition_url(edition)
    yield "search", reverse("search:results") + "?q=Sprachförderung"
    yield "search, directory", reverse("search:results") + "?tab=directory&q=Kindergarten+Troisdorf"
    yield "directory list", reverse("directory:list")
    for model in (Service, Organization):
        entry = model.objects.order_by("pk").first()
        if entry is not None:
            yield model.__name__.lower(), entry.get_absolute_url()


def client_of(email: str) -> Client:
    """Return a browser in which `email` is logged in ("" for nobody)."""
    client = Client(HTTP_HOST="127.0.0.1", raise_request_exception=False)
    if email:
        client.force_login(
            User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend"
        )
    return client


def measured(email: str) -> Iterator[dict[str, object]]:
    """Yield an entry per page that answers 200 for `email`."""
    client = client_of(email)
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    for kind, path in wanted():
        status = client.get(path).status_code
        if status != 200:
            print(f"left out: {path} answers {status} to {email or 'nobody'}", file=sys.stderr)
            continue
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(path)
        yield {
            "kind": kind,
            "role": "staff" if email else "nobody",
            "path": path,
            "cookie": cookie.value if cookie else "",
            "queries": len(queries),
        }


if __name__ == "__main__":
    print(json.dumps([*measured(""), *measured(STAFF)]))
