"""Which services a person may see, and what a page needs of them in few queries."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db import models
from django.db.models import Exists, Prefetch, Q

INTERNAL_PERMISSION = "directory.view_internal_service"


class ServiceQuerySet(models.QuerySet):
    """Rows of Service; `visible_to` is the one rule of who sees what."""

    def published(self) -> "ServiceQuerySet":
        """Return services that are live, of organizations that are live."""
        return self.filter(live=True, organization__live=True)

    def visible_to(self, user: Any) -> "ServiceQuerySet":
        """Return published services; internal ones only with the permission for them.

        The permission is looked up inside the query: asking the user costs two queries more.
        """
        services = self.published()
        if user is None or not user.is_active or user.is_anonymous:
            return services.filter(internal=False)
        if user.is_superuser:
            return services
        app_label, codename = INTERNAL_PERMISSION.split(".")
        held = Permission.objects.filter(
            Q(user=user.pk) | Q(group__user=user.pk),
            content_type__app_label=app_label,
            codename=codename,
        )
        return services.filter(Q(internal=False) | Exists(held))

    def for_list(self) -> "ServiceQuerySet":
        """Fetch what a row of a list shows: two queries more, however many rows."""
        from content.directory.models import ServiceAtLocation, ServiceLanguage

        places = ServiceAtLocation.objects.filter(location__live=True).select_related(
            "location__municipality"
        )
        return self.select_related("organization").prefetch_related(
            Prefetch("service_at_locations", queryset=places),
            Prefetch("language_slots", queryset=ServiceLanguage.objects.select_related("language")),
        )
