"""Every address of the portal. Pages come last: Wagtail answers what nothing else took."""

from django.urls import include, path
from django.views.i18n import set_language
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal import health, media
from portal.accounts.views import to_login, to_password_reset

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("konto/", include("portal.accounts.urls")),
    path("sprache/", set_language, name="set_language"),
    # Wagtail's own doors lead to the portal's: one login, one look, one count of failures
    path("verwaltung/login/", to_login),
    path("verwaltung/password_reset/", to_password_reset),
    path("verwaltung/password_reset/<path:rest>", to_password_reset),
    path("_util/login/", to_login),
    path("verwaltung/", include(wagtailadmin_urls)),
    path("dokumente/", include(wagtaildocs_urls)),
    path("suche/", include("search.urls")),
    path("angebote/", include("content.directory.urls")),
    path("vorlagen/", include("doctemplates.urls")),
    path("bibliothek/", include("content.library.urls")),
    path("media/<path:path>", media.serve_image, name="media"),
    path("", include(wagtail_urls)),
]

handler500 = "portal.errors.server_error"
