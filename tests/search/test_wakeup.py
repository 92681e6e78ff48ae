"""The worker is woken after the commit; a broker that is dead delays nobody."""

import socket
import time
from typing import Any

import pytest
from django.db import transaction

from search import outbox, wakeup
from search.tasks import drain_outbox
from tests.search.making import make_service


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    found: list[Any] = []
    monkeypatch.setattr(wakeup, "notify", lambda: found.append(1))
    return found


@pytest.mark.django_db(transaction=True)
def test_one_wake_up_for_a_transaction_and_none_for_a_rollback(sent: list[Any]) -> None:
    with transaction.atomic():
        outbox.record("directory.service:1")
        outbox.record("directory.service:2")
        assert not sent
    assert len(sent) == 1
    with transaction.atomic():
        make_service("Drei")
        transaction.set_rollback(True)
    assert len(sent) == 1


@pytest.mark.django_db(transaction=True)
def test_a_savepoint_that_is_rolled_back_does_not_take_the_wake_up_along(sent: list[Any]) -> None:
    with transaction.atomic():
        with transaction.atomic():
            outbox.record("directory.service:1")
            transaction.set_rollback(True)
        outbox.record("directory.service:2")
    assert len(sent) == 1


def silent_server() -> socket.socket:
    server = socket.create_server(("127.0.0.1", 0))
    server.listen()
    return server


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("broker", ["refused", "silent"])
def test_saving_stays_quick_with_a_dead_broker(
    broker: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    server = silent_server()
    url = f"redis://127.0.0.1:{server.getsockname()[1]}/0"
    if broker == "refused":
        server.close()
    app = drain_outbox.app
    monkeypatch.setitem(app.conf, "broker_url", url)
    monkeypatch.setitem(app.conf, "broker_write_url", url)
    # else the folder broker would make its folders where the tests run
    monkeypatch.setitem(app.conf, "broker_transport", "redis")
    monkeypatch.setitem(app.conf, "broker_transport_options", {})
    service = make_service("Kurs")
    waited = []
    for _ in range(5):  # one of them may meet a busy machine
        started = time.monotonic()
        service.save()
        waited.append(time.monotonic() - started)
    assert min(waited) < 1.0
    assert outbox.waiting() >= 1
    server.close()
