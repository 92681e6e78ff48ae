"""What every template of the portal may use."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest


def portal(request: HttpRequest) -> dict[str, Any]:
    """Return the names of site and owner, and whether its data are samples."""
    return {
        "portal_name": settings.SITE_NAME,
        "site_owner": settings.SITE_OWNER,
        "sample_data": settings.KIM_SAMPLE_DATA,
    }
