"""`manage.py sync_roles`: groups and rights as portal/accounts/roles.py names them."""

from typing import Any

from django.core.management.base import BaseCommand

from portal.accounts.sync import sync_roles


class Command(BaseCommand):
    help = "Bring groups and their permissions in line with the roles kept as data."

    def handle(self, *args: Any, **options: Any) -> None:
        sync_roles()
        self.stdout.write("Roles are in line.")
