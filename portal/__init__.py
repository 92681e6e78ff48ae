"""Wiring of the portal: settings, URLs, accounts, look. Features live in the other apps."""

from portal.celery import app as celery_app

__all__ = ["celery_app"]
