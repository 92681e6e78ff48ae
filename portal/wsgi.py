"""WSGI entry point for gunicorn."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.embedded")

application = get_wsgi_application()

# what is loaded now stays: looking through it again and again would hold up a request each time
gc.collect()
gc.freeze()
