"""Embedded, the default: everything in one folder, no server to install."""

from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATA_DIR, env
from portal.settings.databases import broker, databases
from portal.settings.secrets import local_secret_key

DEBUG = env.bool("DEBUG", False)
SECRET_KEY = env.str("SECRET_KEY", "") or local_secret_key(DATA_DIR / "secret-key")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
DATABASES = databases(DATA_DIR / "kim.sqlite3")
globals().update(broker(DATA_DIR / "broker"))
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
