"""The sample directory and the synthetic services."""

import pytest
from django.db import connection
from django.urls import reverse

from content.directory import models
from content.directory.signals import bulk_changed
from portal.sample import directory

pytestmark = pytest.mark.django_db

KINDS = (
    models.Organization,
    models.Service,
    models.Location,
    models.Phone,
    models.Schedule,
    models.ServiceLanguage,
    models.ServiceAtLocation,
    models.ServiceTargetGroup,
    models.ServiceResidenceStatus,
    models.ServiceCapacity,
    models.Topic,
    models.Municipality,
)


def counts() -> dict[str, int]:
    return {kind.__name__: kind.objects.count() for kind in KINDS}


def test_loading_twice_makes_no_doubles():
    directory.load()
    first = counts()
    directory.load()
    assert counts() == first


def test_sample_has_what_the_portal_promises():
    directory.load()
    found = counts()
    assert found["Municipality"] == 19
    assert found["Organization"] >= 25
    assert found["Service"] >= 60
    assert models.Language.objects.count() >= 15
    assert models.Service.objects.filter(internal=True).count() == 2
    assert not models.Municipality.objects.filter(locations=None).exists()
    assert not models.Topic.objects.filter(services=None).exists()
    assert models.Organization.objects.filter(name="Caritasverband Rhein-Sieg e.V.").exists()


def test_every_entry_of_the_sample_is_valid():
    directory.load()
    for kind in KINDS:
        for entry in kind.objects.all():
            entry.full_clean()


def test_contacts_of_the_sample_are_invented():
    directory.load()
    assert all(p.number.startswith("0221 4710-") for p in models.Phone.objects.all())
    assert all(s.email.endswith("example.org") for s in models.Service.objects.all())
    assert all(
        o.website.endswith(".example.org") and o.email.endswith(".example.org")
        for o in models.Organization.objects.all()
    )


def test_language_support_for_kindergarten_children_in_troisdorf_is_offered(client):
    directory.load()
    response = client.get(
        reverse("directory:list"), {"topic": "fruehe-bildung", "municipality": "troisdorf"}
    )
    assert "Sprachförderung für Kindergartenkinder" in response.content.decode()


def test_synthetic_services_are_the_same_for_the_same_seed():
    def drawn() -> list[tuple[str, ...]]:
        rows = models.Service.objects.filter(slug__startswith="muster-7-").order_by("slug")
        return list(
            rows.values_list("slug", "name", "summary", "description", "organization__slug")
        )

    assert directory.load_many(30, seed=7) == 30
    first = drawn()
    models.Service.objects.filter(slug__startswith="muster-7-").delete()
    assert directory.load_many(30, seed=7) == 30
    assert drawn() == first
    assert directory.load_many(30, seed=7) == 0
    assert directory.load_many(40, seed=7) == 10


def test_bulk_loading_tells_listeners_every_key_inside_its_transaction():
    heard: list[int] = []

    def listen(sender, pks, **kwargs):
        assert sender is models.Service
        assert connection.in_atomic_block
        heard.extend(pks)

    bulk_changed.connect(listen)
    try:
        directory.load_many(5, seed=3)
    finally:
        bulk_changed.disconnect(listen)
    made = models.Service.objects.filter(slug__startswith="muster-3-")
    assert sorted(heard) == sorted(made.values_list("pk", flat=True))
