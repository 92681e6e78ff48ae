"""Forms of the account pages."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User


class LoginForm(AuthenticationForm):
    """Log in by e-mail address; the address stays in the form when the password was wrong."""

    error_messages = {
        "invalid_login": _(
            "E-mail address and password do not match. Please check both; upper and lower case "
            "matter in the password."
        ),
        "inactive": _("This account is switched off. Please ask the administration."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = self.fields["username"]
        name.label = _("E-mail address")
        name.widget = forms.EmailInput(
            attrs={"autocomplete": "username", "autofocus": not self.is_bound, "maxlength": 254}
        )
        self.fields["password"].label = _("Password")


class ProfileForm(forms.ModelForm):
    """What people may change about themselves."""

    class Meta:
        model = User
        fields = ["display_name"]
        help_texts = {"display_name": _("This name is shown to your colleagues.")}
        widgets = {"display_name": forms.TextInput(attrs={"autocomplete": "name"})}
