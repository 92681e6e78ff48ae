"""Answers kept in memory take no more than they may."""

from search.engines.kept import Kept


def test_what_is_kept_is_not_made_again():
    kept = Kept(2)
    made = [kept.get(key, lambda key=key: key.upper()) for key in "aba"]
    assert made == ["A", "B", "A"]
    assert kept.get("a", lambda: "another") == "A"


def test_the_sizes_of_what_is_kept_stay_within_the_limit():
    kept = Kept(10, len)
    for key in range(20):
        kept.get(key, lambda: "xxxx")
        assert sum(map(len, kept._values.values())) <= 10
    assert kept.get("large", lambda: "x" * 11) == "x" * 11
    assert kept.get("large", lambda: "not kept") == "not kept"
