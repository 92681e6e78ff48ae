"""What the page of a template's form shows beside the form, and what says that a step failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString


class StepFailedError(Exception):
    """A step failed; `message` tells people what to do, `status` is that of the answer."""

    def __init__(self, message: str, status: int = 500) -> None:
        self.message, self.status = message, status
        super().__init__(message)


@dataclass(slots=True)
class Shown:
    """What the page shows beside the form."""

    failure: str = ""
    from_earlier: bool = False
    preview: SafeString | None = None
    taken_over: bool = False
    misfits: Sequence[tuple[str, str, str]] = ()  # (label, value, why) of an earlier document
    more_misfits: int = 0  # beyond those
    status: int = 200

    @property
    def all_misfits(self) -> int:
        """How many values of the earlier document do not fit, listed or not."""
        return len(self.misfits) + self.more_misfits
