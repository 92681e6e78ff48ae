"""A session holds until it expires or ends, for the browser that has its key."""

import datetime

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from portal.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def key():
    store = SessionStore()
    store["words"] = "Kita"
    store.save()
    return store.session_key


def test_what_was_stored_comes_back_in_one_query(key, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert SessionStore(key)["words"] == "Kita"


def test_an_expired_session_is_none(key):
    Session.objects.update(expire_date=timezone.now() - datetime.timedelta(seconds=1))
    store = SessionStore(key)
    assert "words" not in store
    assert store.session_key is None


@pytest.mark.parametrize("other", ["", "unbekannt", "' OR 1=1 --"])
def test_no_other_key_opens_it(key, other):
    store = SessionStore(other)
    assert "words" not in store
    assert store.session_key is None


def test_an_ended_session_is_gone_at_once(key):
    SessionStore(key).flush()
    assert "words" not in SessionStore(key)
