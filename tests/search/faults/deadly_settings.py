"""As the embedded portal, with a service that kills."""

from portal.settings.embedded import *  # noqa: F403
from portal.settings.embedded import INSTALLED_APPS as APPS

INSTALLED_APPS = [*APPS, "tests.search.faults.deadly.DeadlyConfig"]
