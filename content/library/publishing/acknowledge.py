"""Confirm that one has read an edition."""

from typing import Any

from content.library.models import Acknowledgement, Edition


def acknowledge(edition: Edition, user: Any) -> Acknowledgement:
    """Note that `user` has read `edition`; a second time changes nothing.

    Raises ValueError where the edition does not ask for it.
    """
    if not edition.ask_acknowledgement:
        raise ValueError("This edition asks nobody to confirm")
    row, _created = Acknowledgement.objects.get_or_create(edition=edition, user=user)
    return row
