"""The forms with which administrators make and change users: e-mail, name, organization."""

from typing import Any

from django import forms
from wagtail.users.forms import UserCreationForm as WagtailUserCreationForm
from wagtail.users.forms import UserEditForm as WagtailUserEditForm
from wagtail.users.views.users import UserViewSet as WagtailUserViewSet

from portal.accounts.models import User

FIELDS = ["email", "display_name", "organization", "is_superuser", "groups"]


class UserCreationForm(WagtailUserCreationForm):
    # the portal's user has one display name
    first_name = None
    last_name = None

    class Meta(WagtailUserCreationForm.Meta):
        model = User
        fields = FIELDS
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean_email(self) -> str:
        """Keep addresses in lower case, as the login compares them."""
        return str(self.cleaned_data["email"]).lower()


class UserEditForm(WagtailUserEditForm):
    first_name = None
    last_name = None

    class Meta(WagtailUserEditForm.Meta):
        model = User
        fields = [*FIELDS, "is_active"]
        widgets = {"groups": forms.CheckboxSelectMultiple}

    def clean_email(self) -> str:
        """Keep addresses in lower case, as the login compares them."""
        return str(self.cleaned_data["email"]).lower()


class UserViewSet(WagtailUserViewSet):
    def get_form_class(self, for_update: bool = False) -> Any:
        return UserEditForm if for_update else UserCreationForm
