"""Every address of the portal. Pages come last: Wagtail answers what nothing else took."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import health, media

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("konto/", include("portal.accounts.urls")),
    path("sprache/", set_language, name="set_language"),
    path("verwaltung/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("suche/", include("search.urls")),
    path("angebote/", include("content.directory.urls")),
    path("vorlagen/", include("doctemplates.urls")),
    path("bibliothek/", include("content.library.urls")),
    path("media/<path:path>", media.serve_image, name="media"),
    path("", include(wagtail_urls)),
]
