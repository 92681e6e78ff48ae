"""With which agreement a filled document is filed: one of the register, or a new draft."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.models import Collection
from wagtail.permission_policies.pages import PagePermissionPolicy

from content.directory.models import Organization
from content.library.models import AgreementPage
from doctemplates import filing
from doctemplates.models import WordTemplatePage


class FilingForm(forms.Form):
    """Asks for the agreement; for a new one also for what the register needs."""

    agreement = forms.ModelChoiceField(
        AgreementPage.objects.none(),
        label=_("Agreement"),
        required=False,
        empty_label=_("Enter a new agreement in the register (as a draft)"),
    )
    partner = forms.ModelChoiceField(
        Organization.objects.none(),
        label=_("Partner"),
        required=False,
        empty_label="–",
        help_text=_("Only for a new agreement."),
    )
    module = forms.TypedChoiceField(
        label=_("Module"),
        choices=[("", "–"), *AgreementPage.Module.choices],
        coerce=int,
        required=False,
        help_text=_("Only for a new agreement."),
    )
    subject = forms.CharField(
        label=_("Subject"),
        max_length=250,
        required=False,
        help_text=_("Only for a new agreement."),
    )
    collection = forms.ModelChoiceField(
        Collection.objects.none(),
        label=_("Private collection"),
        empty_label=None,
        help_text=_("Where the file is kept. The partner must be able to open this collection."),
        error_messages={
            "required": _(
                "There is no private collection to which you may add files. Please ask the "
                "administration for one."
            )
        },
    )

    def __init__(self, data: Any, *, user: Any, page: WordTemplatePage, partner: str) -> None:
        super().__init__(data, prefix="filing", initial=_suggested(user, page, partner))
        editable = PagePermissionPolicy().instances_user_has_permission_for(user, "change")
        choices: dict[str, Any] = {
            "agreement": AgreementPage.objects.filter(pk__in=editable.values("pk")),
            "partner": Organization.objects.filter(live=True).order_by("name"),
            "collection": filing.private_collections(user),
        }
        choices["agreement"] = choices["agreement"].order_by("title")
        for name, rows in choices.items():
            field: Any = self.fields[name]
            field.queryset = rows

    def clean(self) -> dict[str, Any]:
        """Ask for partner, module and subject where the agreement is new."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("agreement") and "agreement" not in self.errors:
            for name in ("partner", "module", "subject"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("A new agreement needs this."))
        return cleaned


def _suggested(user: Any, page: WordTemplatePage, partner: str) -> dict[str, Any]:
    """The organization named in the document and its agreement, where the register knows them."""
    suggested: dict[str, Any] = {"collection": filing.default_collection(page, user)}
    known = Organization.objects.filter(name__iexact=partner.strip(), live=True).first()
    if partner.strip() and known is not None:
        suggested["partner"] = known
        suggested["agreement"] = filing.agreements_of([known.pk]).get(known.pk)
    return suggested
