"""Tests: as embedded, in a folder of their own, with fast password hashes."""

import atexit
import shutil
import tempfile
from pathlib import Path

from portal.settings.base import *  # noqa: F403
from portal.settings.base import STORAGES, env
from portal.settings.databases import broker, databases

DATA_DIR = Path(tempfile.mkdtemp(prefix="kim-test-"))
atexit.register(shutil.rmtree, DATA_DIR, ignore_errors=True)
DEBUG = False
SECRET_KEY = "only-for-tests"  # noqa: S105
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
DATABASES = databases(DATA_DIR / "kim.sqlite3")
globals().update(broker(DATA_DIR / "broker"))
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
MEDIA_ROOT = DATA_DIR / "media"
STATIC_ROOT = DATA_DIR / "static"
SEARCH_ENGINE = "embedded"
SEARCH_PATH = DATA_DIR / "index"
SEARCH_INDEX = env.str("KIM_SEARCH_INDEX", "kim-test")
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
AXES_ENABLED = False
