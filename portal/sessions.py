"""Sessions in the database, read with a query that is compiled once: every page asks for one."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.utils import timezone

from content.prepared import Prepared

_stored = Prepared(lambda key: Session.objects.filter(session_key=key))


class SessionStore(db.SessionStore):
    """Django's own store of sessions but for the way they are read."""

    def _get_session_from_db(self) -> Any:
        """Return the row of the session; None, and no key any more, where it is gone or expired."""
        for session in _stored(self.session_key):
            if session.expire_date > timezone.now():
                return session
        self._session_key = None
        return None
