"""One server or many: PostgreSQL, Elasticsearch and Redis, all named by the environment."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATA_DIR, STORAGES, env
from portal.settings.databases import broker, databases

DEBUG = False
SECRET_KEY = env.str("SECRET_KEY")
# the health check of a container asks from within
ALLOWED_HOSTS = [*env.list("ALLOWED_HOSTS"), "127.0.0.1"]
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])
DATABASES = databases(DATA_DIR / "kim.sqlite3")
globals().update(broker(DATA_DIR / "broker"))
STATIC_ROOT = env.str("KIM_STATIC_ROOT", str(DATA_DIR / "static"))

SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("KIM_HTTPS", True)
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains and
    "security.W021",  # the preload list are the domain owner's decision
    "security.W019",  # Wagtail shows previews in a frame of the same origin
]
SESSION_COOKIE_SECURE = SECURE_SSL_REDIRECT
CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
vars().update(EMAIL_CONFIG)

if env.str("KIM_S3_BUCKET", ""):
    STORAGES["default"] = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": env.str("KIM_S3_BUCKET"),
            "endpoint_url": env.str("KIM_S3_ENDPOINT", "") or None,
            "querystring_auth": True,
        },
    }
