"""Quicker trees ask for the same."""

from search.engines.nodes import TERMS, WORDS, Every, Graded, Has, HasAny, Some
from search.engines.trees import flat, joined

KITA = Graded("kita", 0.1)


def test_alternatives_within_alternatives_become_one_list():
    one, two, three = (Has(TERMS, name) for name in "abc")
    several = Some((one, two), least=2)
    assert list(flat((Some((one, Some((two,)))), three))) == [one, two, three]
    assert list(flat((several,))) == [several]


def test_a_condition_whose_stem_is_scored_is_replaced_by_what_scores_it():
    exact = Has(WORDS, "kita", 0.1)
    tree = joined(Every((Has(TERMS, "kita"),), (), (KITA, exact)))
    assert tree == Every((Some((KITA,)),), (), (exact,))


def test_alternatives_that_nothing_scores_stay_alternatives():
    tree = joined(Every((Some((Has(TERMS, "kita"), Has(TERMS, "hort"))),), (), (KITA,)))
    assert tree == Every((Some((KITA, Has(TERMS, "hort"))),))


def test_a_stem_asked_for_twice_is_scored_once():
    condition = Has(TERMS, "kita")
    tree = joined(Every((condition, condition), (), (KITA,)))
    assert tree == Every((Some((KITA,)), condition))


def test_trees_that_must_hold_become_one():
    audience, topic, hidden = (HasAny(name, ("x",)) for name in ("audience", "facets.topic", "y"))
    inner = Every((audience, Some((Has(TERMS, "a"), Has(TERMS, "b")), least=2)), (hidden,))
    tree = joined(Every((topic, inner), (), ()))
    assert tree == Every((topic, audience, Has(TERMS, "a"), Has(TERMS, "b")), (hidden,))
