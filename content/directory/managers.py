"""Which services a person may see, and what a page needs of them in few queries."""

from typing import Any

from django.db import models
from django.db.models import Prefetch

INTERNAL_PERMISSION = "directory.view_internal_service"


class ServiceQuerySet(models.QuerySet):
    """Rows of Service; `visible_to` is the one rule of who sees what."""

    def published(self) -> "ServiceQuerySet":
        """Return services that are live, of organizations that are live."""
        return self.filter(live=True, organization__live=True)

    def visible_to(self, user: Any) -> "ServiceQuerySet":
        """Return published services; internal ones only with the permission for them."""
        services = self.published()
        if user is not None and user.has_perm(INTERNAL_PERMISSION):
            return services
        return services.filter(internal=False)

    def for_list(self) -> "ServiceQuerySet":
        """Fetch what a row of a list shows: three queries more, however many rows."""
        from content.directory.models import ServiceAtLocation, ServiceLanguage

        places = ServiceAtLocation.objects.filter(location__live=True).select_related(
            "location__municipality"
        )
        return self.select_related("organization").prefetch_related(
            "topics",
            Prefetch("service_at_locations", queryset=places),
            Prefetch("language_slots", queryset=ServiceLanguage.objects.select_related("language")),
        )
