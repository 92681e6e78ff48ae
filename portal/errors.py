"""What people see when a form was open too long or came from elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a failed CSRF check with what to do; `reason` is for developers, not shown."""
    return render(request, "403_csrf.html", {"crumbs": []}, status=403)
