"""Prepares the portal whose search benchmarks/search.py asks through HTTP; prints a cookie.

Run with the portal's settings: migrates, sets the site up, makes the terms that the synthetic
services carry, so that the filters have labels, and logs a case manager in.
"""

import django
from django.conf import settings

django.setup()

from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from benchmarks import search_data
from content.directory.models import Language, Municipality, TargetGroup, Topic
from portal.accounts.models import User

TERMS = (
    (Topic, search_data.TOPICS),
    (TargetGroup, search_data.GROUPS),
)


def main() -> None:
    """Prepare; print the session cookie of a case manager."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("setup_site", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    for model, names in TERMS:
        for name in names:
            model.objects.get_or_create(slug=name.lower(), defaults={"name": name})
    for number, name in enumerate(search_data.LANGUAGES):
        language = {"name": name, "code": f"b{number}"}
        Language.objects.get_or_create(slug=name.lower(), defaults=language)
    for number, name in enumerate(search_data.PLACES):
        place = {"name": name, "ags": f"{number:08}", "latitude": 50.7, "longitude": 7.2}
        Municipality.objects.get_or_create(slug=name.lower(), defaults=place)
    user = User.objects.create_user(email="fachkraft@example.org", display_name="Fachkraft")
    user.groups.add(Group.objects.get(name="Fachkraft"))
    client = Client()
    client.force_login(user, "django.contrib.auth.backends.ModelBackend")
    print("cookie:", client.cookies[settings.SESSION_COOKIE_NAME].value)


if __name__ == "__main__":
    main()
