"""Answers kept in memory for the state of an index that they hold for."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


class Kept(Generic[Key, Value]):
    """Keeps up to `most` values; when full it forgets them all, which is rare and cheap.

    With `size` it is the sum of the values' sizes that stays within `most`.
    """

    def __init__(self, most: int, size: Callable[[Value], int] = lambda value: 1) -> None:
        self._most = most
        self._size = size
        self._values: dict[Key, Value] = {}
        self._full = 0

    def get(self, key: Key, make: Callable[[], Value]) -> Value:
        """Return the value of `key`, made now if it is not there."""
        found = self._values.get(key)
        if found is None:
            found = make()
            size = self._size(found)
            if self._full + size > self._most:
                self._values.clear()
                self._full = 0
            if size <= self._most:
                self._values[key] = found
                self._full += size
        return found
