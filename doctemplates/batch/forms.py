"""Which organizations, which file, which column: the forms of a batch run."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from content.directory.models import Municipality, Organization, Service, Topic
from doctemplates.batch.columns import Target
from doctemplates.batch.rows import usable_default
from doctemplates.batch.table_errors import MAX_ROWS

ALL, MUNICIPALITY, TOPIC, PICKED = "all", "municipality", "topic", "picked"


class OrganizationsForm(forms.Form):
    """Chooses organizations of the directory that are published."""

    which = forms.ChoiceField(
        label=_("For which organizations?"),
        widget=forms.RadioSelect,
        initial=ALL,
        error_messages={"required": _("Please choose one.")},
        choices=[
            (ALL, _("all of the directory")),
            (MUNICIPALITY, _("those with a location in one municipality")),
            (TOPIC, _("those with offers on one topic")),
            (PICKED, _("those I pick below")),
        ],
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.all(), label=_("Municipality"), required=False, empty_label="–"
    )
    topic = forms.ModelChoiceField(
        Topic.objects.all(), label=_("Topic"), required=False, empty_label="–"
    )
    picked = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=_("Organizations"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        known = Organization.objects.filter(live=True).order_by("name", "pk")
        picked: Any = self.fields["picked"]
        picked.queryset = known.only("pk", "name")

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs; refuse a choice that leaves nobody."""
        cleaned: dict[str, Any] = super().clean() or {}
        which = cleaned.get("which")
        if which in (MUNICIPALITY, TOPIC) and not cleaned.get(which):
            self.add_error(which, _("Please choose one."))
        elif which == PICKED and not cleaned.get("picked"):
            self.add_error(PICKED, _("Please pick at least one organization."))
        elif which and not self.errors:
            self._check_number(which)
        return cleaned

    def _check_number(self, which: str) -> None:
        count = self.organizations().count()
        if not count:
            self.add_error(which if which != ALL else "which", _("No organization matches this."))
        elif count > MAX_ROWS:
            message = _("These are %(count)s organizations, at most %(limit)s fit in one run.")
            params = {"count": count, "limit": MAX_ROWS}
            self.add_error("which", ValidationError(message, params=params))

    def organizations(self) -> QuerySet[Organization]:
        """Return the organizations chosen, by name."""
        data = self.cleaned_data
        known = Organization.objects.filter(live=True).order_by("name", "pk")
        if data["which"] == MUNICIPALITY:
            here = Q(locations__municipality=data["municipality"], locations__live=True)
            return known.filter(pk__in=Organization.objects.filter(here).values("pk"))
        if data["which"] == TOPIC:
            offers = Service.objects.visible_to(self.user).filter(topics=data["topic"])
            return known.filter(pk__in=offers.order_by().values("organization"))
        if data["which"] == PICKED:
            return known.filter(pk__in=[organization.pk for organization in data["picked"]])
        return known


class TableForm(forms.Form):
    """Takes a table; what it holds is read by batch.tables."""

    file = forms.FileField(
        label=_("Table"),
        help_text=_("An .xlsx or .csv file with headings in its first row, at most 10 MB."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={
            "required": _("Please choose a file."),
            "empty": _("The file is empty. Please choose the file again."),
        },
    )


class ColumnsForm(forms.Form):
    """Which field each column fills, and which column names the files."""

    def __init__(
        self, data: Any, *, headings: list[str], tokens: list[str], naming: int, known: list[Target]
    ) -> None:
        super().__init__(data)
        self.headings = headings
        self.known = {target.token: target for target in known}
        choices: list[Any] = [("", _("do not use"))]
        choices += [(target.token, target.heading) for target in known]
        for index, heading in enumerate(headings):
            self.fields[f"column-{index}"] = forms.ChoiceField(
                label=heading or _("column without heading"),
                choices=choices,
                required=False,
                initial=tokens[index],
            )
        self.fields["naming"] = forms.ChoiceField(
            label=_("Which column names the files?"),
            choices=[(str(n), heading) for n, heading in enumerate(headings) if heading],
            initial=str(naming),
        )

    @property
    def columns(self) -> list[forms.BoundField]:
        return [self[f"column-{index}"] for index in range(len(self.headings))]

    @property
    def tokens(self) -> list[str]:
        """The chosen field of each column, "" for none."""
        return [self.cleaned_data[f"column-{index}"] for index in range(len(self.headings))]

    def clean(self) -> dict[str, Any]:
        """Refuse a field that two columns fill, and required fields that none fills."""
        cleaned: dict[str, Any] = super().clean() or {}
        seen: dict[str, int] = {}
        for index in range(len(self.headings)):
            token = cleaned.get(f"column-{index}", "")
            if token and token in seen:
                message = _("The column “%(heading)s” fills this field already.")
                params = {"heading": self.headings[seen[token]]}
                self.add_error(f"column-{index}", ValidationError(message, params=params))
            seen.setdefault(token, index)
        missing = [
            target.heading
            for target in self.known.values()
            if not target.numbers and target.leaf.field.required
            if usable_default(target.leaf.field) in (None, "") and target.token not in seen
        ]
        if missing:
            message = _("No column fills what must be filled in: %(fields)s. Please choose one.")
            raise ValidationError(message, params={"fields": ", ".join(missing)})
        return cleaned
