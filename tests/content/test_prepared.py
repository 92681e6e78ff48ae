"""Prepared queries answer as Django's own do, from the database as it is now."""

import threading

import pytest
from django.contrib.auth.models import Group
from django.db import connections
from wagtail.models import Site

from content.prepared import MOST, Prepared

by_name = Prepared(
    lambda *names: Group.objects.filter(name__in=names).order_by("name").values_list("pk", "name")
)
sites = Prepared(lambda port: Site.objects.filter(port=port).select_related("root_page"))


@pytest.mark.django_db
def test_an_answer_is_never_out_of_date():
    assert by_name("eins") == []
    group = Group.objects.create(name="eins")
    assert by_name("eins") == [(group.pk, "eins")]
    group.delete()
    assert by_name("eins") == []


@pytest.mark.django_db
def test_any_number_of_values_is_asked_for_at_once(django_assert_num_queries):
    for name in ("drei", "eins", "zwei"):
        Group.objects.create(name=name)
    with django_assert_num_queries(2):
        assert [name for _, name in by_name("zwei", "eins")] == ["eins", "zwei"]
        assert [name for _, name in by_name("zwei", "eins", "drei")] == ["drei", "eins", "zwei"]


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["') OR 1=1 --", '"; DROP TABLE auth_group; --', "%s", "%"])
def test_values_are_never_read_as_sql(name):
    Group.objects.create(name="eins")
    assert by_name(name) == []
    Group.objects.create(name=name)
    assert [found for _, found in by_name(name)] == [name]


@pytest.mark.django_db
def test_nothing_equals_no_value():
    Group.objects.create(name="eins")
    assert Prepared(lambda name: Group.objects.filter(name=name))(None) == []


@pytest.mark.django_db
def test_joined_objects_are_at_hand(django_assert_num_queries):
    with django_assert_num_queries(1):
        (site,) = sites(80)
        assert site.root_page.depth
    assert site == Site.objects.get()
    assert site.root_page == Site.objects.get().root_page


@pytest.mark.django_db
def test_each_thread_asks_through_its_own_connection():
    by_name("eins")
    asked = []

    def ask():
        own = connections["default"]
        try:
            with own.execute_wrapper(lambda run, *rest: asked.append(own) or run(*rest)):
                by_name("eins")
        finally:
            own.close()

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert len(asked) == 1
    assert asked[0] is not connections["default"]


@pytest.mark.django_db
def test_lengths_of_which_there_are_many_are_not_kept_for_ever():
    asked = Prepared(lambda *names: Group.objects.filter(name__in=names))
    for length in range(1, 3 * MOST):
        assert asked(*["nobody"] * length) == []
    assert len(asked._compiled) <= MOST
