"""What people see when a form was open too long or came from elsewhere, or a server is away."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import server_error as internal_error

RETRY_AFTER = 30  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a failed CSRF check with what to do; `reason` is for developers, not shown."""
    return render(request, "403_csrf.html", {"crumbs": []}, status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500; 503 and when to come again while the database does not answer."""
    response = internal_error(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response.status_code = 503
        response["Retry-After"] = str(RETRY_AFTER)
    return response
