"""Users by role."""

from typing import Any

import factory
from django.contrib.auth.models import Group

from portal.accounts.models import User

PASSWORD = "ein-langer-satz-26"


class UserFactory(factory.django.DjangoModelFactory):
    """A user; `role` puts them into the group of that name, made where absent."""

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")

    class Meta:
        model = User
        skip_postgeneration_save = True

    @factory.post_generation
    def role(self, create: bool, extracted: str | None, **kwargs: Any) -> None:
        if create and extracted:
            self.groups.add(Group.objects.get_or_create(name=extracted)[0])

    @factory.post_generation
    def password(self, create: bool, extracted: str | None, **kwargs: Any) -> None:
        self.set_password(extracted or PASSWORD)
        if create:
            self.save()
