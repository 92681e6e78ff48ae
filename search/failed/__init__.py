"""Searches that found nothing: counted by day and listed words, without person, address or time."""

from search.failed.counting import count, count_if_failed, forget_old

__all__ = ["count", "count_if_failed", "forget_old"]
