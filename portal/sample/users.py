"""One sample account for each role."""

from django.contrib.auth.models import Group

from content.directory.models import Organization
from portal.accounts import roles
from portal.accounts.models import User

PASSWORD = "kim-demo-2026!"  # noqa: S105  printed by `make demo`
PARTNER_ORGANIZATION = "Caritasverband Rhein-Sieg e.V."

ACCOUNTS = [
    ("fachkraft@example.org", "Beispiel Fachkraft", roles.FACHKRAFT),
    ("koordination@example.org", "Beispiel Koordination", roles.KOORDINATION),
    ("leitung@example.org", "Beispiel Leitung", roles.LEITUNG),
    ("partner@example.org", "Beispiel Partner", roles.PARTNER),
    ("administration@example.org", "Beispiel Administration", roles.ADMINISTRATION),
]


def load() -> None:
    """Make the accounts that are missing and put each into its group.

    An account that exists stays as it is, so that rights once taken from it do not come back.
    """
    for email, name, role in ACCOUNTS:
        if User.objects.filter(email=email).exists():
            continue
        user = User(email=email, display_name=name)
        user.set_password(PASSWORD)
        user.is_superuser = user.is_staff = role == roles.ADMINISTRATION
        if role == roles.PARTNER:
            user.organization = Organization.objects.get(name=PARTNER_ORGANIZATION)
        user.save()
        user.groups.set([Group.objects.get(name=role)])
