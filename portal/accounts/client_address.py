"""The address a visitor comes from, for counting failed logins (called by django-axes)."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the visitor's IP address as the outermost trusted proxy saw it, else the peer's.

    Each proxy appends whom it heard to X-Forwarded-For; what stands further left is the visitor's
    own claim. django-ipware counts from the left or insists on one more entry than proxies, so it
    is not asked.
    """
    peer: str | None = request.META.get("REMOTE_ADDR") or None
    proxies: int = settings.KIM_TRUSTED_PROXIES
    hops = [hop.strip() for hop in request.headers.get("X-Forwarded-For", "").split(",")]
    if proxies < 1 or len(hops) < proxies:
        return peer
    try:
        return str(ip_address(hops[-proxies]))
    except ValueError:
        return peer
