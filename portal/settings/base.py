"""Settings every environment shares. Variables are listed in README.md."""

from pathlib import Path
from typing import Any

import environ
from celery.schedules import crontab
from django.utils.translation import gettext_lazy as _

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent.parent
DATA_DIR = Path(env.str("KIM_DATA_DIR", str(BASE_DIR / "var")))

SITE_NAME = env.str("KIM_SITE_NAME", "KIM-Portal Rhein-Sieg-Kreis")
SITE_OWNER = env.str("KIM_SITE_OWNER", "Rhein-Sieg-Kreis")
KIM_CONTACT_EMAIL = env.str("KIM_CONTACT_EMAIL", "kim-portal@example.org")
WAGTAIL_SITE_NAME = SITE_NAME
KIM_SAMPLE_DATA = env.bool("KIM_SAMPLE_DATA", False)

INSTALLED_APPS = [
    "portal",
    "portal.accounts",
    "search",
    "doctemplates",
    "content.library",
    "content.directory",
    "wagtail.contrib.search_promotions",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "portal.accounts.users_admin.UsersAdminConfig",  # stands for wagtail.users
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "axes",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "doctemplates.memory_uploads.UploadsInMemory",  # before all that may fail or read the form
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "portal.caching.PrivateByDefault",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "axes.middleware.AxesMiddleware",
    "content.library.sites.SiteOfPages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.context_processors.portal",
            ],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "/"
WAGTAIL_FRONTEND_LOGIN_URL = "/konto/anmelden/"
WAGTAILADMIN_LOGIN_URL = "/konto/anmelden/"
WAGTAIL_PASSWORD_REQUIRED_TEMPLATE = "registration/password_required.html"  # noqa: S105
WAGTAILDOCS_PASSWORD_REQUIRED_TEMPLATE = "registration/password_required.html"  # noqa: S105
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"  # the login form's name of the field, not the model's
AXES_DISABLE_ACCESS_LOG = True  # who logged in when is nobody's business
# proxies before the portal that add to X-Forwarded-For; 0: nobody's word about an address counts
KIM_TRUSTED_PROXIES = env.int("KIM_TRUSTED_PROXIES", 0)
AXES_CLIENT_IP_CALLABLE = "portal.accounts.client_address.client_address"
AXES_LOCKOUT_CALLABLE = "portal.accounts.views.lockout"
CSRF_FAILURE_VIEW = "portal.errors.csrf_failure"

LANGUAGE_CODE = "de"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
STORAGES: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "portal.static_files.StaticFilesStorage"},
}
FILE_UPLOAD_PERMISSIONS = 0o640

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

WAGTAILADMIN_BASE_URL = env.str("KIM_BASE_URL", "http://localhost:8000")
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one county, one time: no choice in the account
WAGTAIL_I18N_ENABLED = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M"
WAGTAIL_TIME_FORMAT = "%H:%M"
# no request to a third party, not even from the editing area
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILEMBEDS_FINDERS: list[dict[str, Any]] = []
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "doctemplates.document_form.DocumentForm"
WAGTAILDOCS_EXTENSIONS = [
    "csv", "docx", "dotx", "odt", "pdf", "pptx", "txt", "xlsx",
]  # fmt: skip
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
# The form of a template sends the most: up to 600 rows, each with its fields, and 6 MB of pictures,
# a third longer as text.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20 * 1024 * 1024

# LibreOffice for PDF files of filled templates: name or path, empty for none
KIM_SOFFICE = env.str("KIM_SOFFICE", "soffice")

DEFAULT_FROM_EMAIL = env.str("KIM_FROM_EMAIL", "kim-portal@example.org")
SERVER_EMAIL = DEFAULT_FROM_EMAIL

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # Wagtail previews pages in a frame of the same origin
SESSION_ENGINE = "portal.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/verwaltung/"],  # Wagtail's admin needs inline scripts
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "style-src": ["'self'"],
        "script-src": ["'self'"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'self'"],
    },
}

# search: "embedded" (tantivy in a folder) or "elastic"
ELASTICSEARCH_URL = env.str("ELASTICSEARCH_URL", "")
SEARCH_ENGINE = env.str("KIM_SEARCH_ENGINE", "elastic" if ELASTICSEARCH_URL else "embedded")
SEARCH_INDEX = env.str("KIM_SEARCH_INDEX", "kim")
SEARCH_REPLICAS = env.str("KIM_SEARCH_REPLICAS", "")
SEARCH_PATH = DATA_DIR / "index"

CELERY_TASK_IGNORE_RESULT = True
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_ACKS_LATE = True
CELERY_BEAT_SCHEDULE = {
    "batch-take-up": {"task": "doctemplates.take_up_batches", "schedule": 15.0},
    "batch-delete-old": {"task": "doctemplates.delete_old_batches", "schedule": crontab(minute=7)},
    "publish-scheduled": {"task": "library.publish_scheduled", "schedule": 60.0},
    "search-drain": {"task": "search.drain_outbox", "schedule": 15.0},
    "search-forget": {
        "task": "search.forget_failed_searches",
        "schedule": crontab(hour=3, minute=37),
    },
    "search-reconcile": {"task": "search.reconcile", "schedule": crontab(hour=3, minute=17)},
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"},
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": env.str("KIM_LOG_LEVEL", "INFO")},
    "loggers": {
        # a line for every background task of Wagtail, twice, says nothing to an administrator
        "django_tasks": {"level": "WARNING"},
        "axes": {"level": "WARNING"},
        # a line for every question to Elasticsearch
        "elastic_transport": {"level": "WARNING"},
        # a page refused (403) or not found (404) is no fault, and its address nobody's business
        "django.request": {"level": "ERROR"},
        # scanners ask for names of their own all day; the answer 400 is enough
        "django.security.DisallowedHost": {"level": "CRITICAL"},
    },
}
