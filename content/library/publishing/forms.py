"""The form that asks for what an edition needs."""

from __future__ import annotations

import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput
from wagtail.models import Revision

from content.library.publishing.issue_edition import still_to_come


class IssueEditionForm(forms.Form):
    """Holds the revision the person looked at, so that nobody publishes what they did not see."""

    valid_from = forms.DateField(label=_("Valid from"), widget=AdminDateInput)
    change_note = forms.CharField(
        label=_("What changed"),
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=_("One or two sentences for the readers, for example: chapter 3 revised."),
    )
    approver = forms.CharField(
        label=_("Approved by"),
        max_length=200,
        help_text=_("Person or committee, for example the Lenkungsgruppe."),
    )
    ask_acknowledgement = forms.BooleanField(
        label=_("Ask staff to confirm that they have read it"), required=False
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, latest: Revision | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.latest = latest
        self.fields["valid_from"].initial = timezone.localdate
        self.fields["revision"].initial = latest.pk if latest else 0

    def clean_valid_from(self) -> datetime.date:
        """Refuse a day that is still to come."""
        day: datetime.date = self.cleaned_data["valid_from"]
        refusal = still_to_come(day)
        if refusal:
            raise forms.ValidationError(refusal)
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse where somebody saved the page after this form was opened."""
        cleaned: dict[str, Any] = super().clean() or {}
        newest = self.latest.pk if self.latest else 0
        if cleaned.get("revision") != newest:
            typed = {name: self.data[name] for name in self.data}
            self.data = {**typed, "revision": str(newest)}
            raise forms.ValidationError(
                _(
                    "The page was saved again after you opened this form. Please look at the "
                    "newest state and confirm once more."
                )
            )
        return cleaned
