"""Facets that are counted in another thread while the results are searched."""

import subprocess
import sys
import threading
from dataclasses import replace

import pytest

from search.engine import make_engine
from search.engines import embedded_facets
from tests.search.engine_documents import documents
from tests.search.engine_questions import questions

QUESTIONS = list(questions())[::5]


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """Return the answers of a new engine that counts ahead from `few` documents on."""
    engine = make_engine("embedded", path=tmp_path)
    engine.rebuild(documents())

    def ask(few, cores=2):
        monkeypatch.setattr(embedded_facets, "_FEW", few)
        monkeypatch.setattr(embedded_facets, "_OTHER_CORES", cores - 1)
        engine.close()  # with what it keeps
        return [replace(engine.search(question), took_ms=0.0) for question in QUESTIONS]

    yield ask
    engine.close()


def test_counted_ahead_or_afterwards_they_are_the_same(answers, monkeypatch):
    begun = []
    submit = embedded_facets._THREADS.submit

    def noted(*task):
        begun.append(submit(*task))
        return begun[-1]

    monkeypatch.setattr(embedded_facets._THREADS, "submit", noted)
    afterwards = answers(10**9)
    assert answers(0, cores=1) == afterwards
    assert not begun
    assert answers(0) == afterwards
    assert begun


def test_nobody_waits_for_threads_that_are_busy(answers):
    afterwards = answers(10**9)
    free = threading.Event()
    busy = [embedded_facets._THREADS.submit(free.wait) for _ in range(100)]
    try:
        assert answers(0) == afterwards
    finally:
        free.set()
        for each in busy:
            each.result()


FORKED = """
import os
from search.engines import embedded_facets
assert embedded_facets._THREADS.submit(os.getpid).result() == os.getpid()
child = os.fork()
if not child:
    os._exit(embedded_facets._THREADS.submit(os.getpid).result(timeout=60) != os.getpid())
raise SystemExit(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
"""


def test_a_process_that_was_forked_counts_in_a_thread_of_its_own():
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=120)
