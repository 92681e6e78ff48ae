"""One row of settings per field. What stands in the Word file shows through as placeholder."""

from __future__ import annotations

import hashlib
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from doctemplates.bindings import BINDINGS
from doctemplates.fields.model import Kind, TemplateField
from doctemplates.models import FieldOverride
from doctemplates.overrides import WITHOUT_DEFAULT, default_of

TEXTS = frozenset({Kind.TEXT, Kind.MULTILINE, Kind.RICHTEXT, Kind.COMBO})
NEVER_ASKED = frozenset({Kind.GROUP, Kind.PICTURE})
TELLS = frozenset({"label", "help", "heading", "position", "hidden"})  # what fits every kind
UNFIT = {
    Kind.DATE: _("Please enter a date such as 21.11.2026."),
    Kind.NUMBER: _("Please enter a number such as 1.234,50."),
    Kind.CHOICE: _("This is not among the choices of the field."),
    Kind.CHECKBOX: _("Please choose yes or no."),
}


class OverrideForm(forms.ModelForm):
    """Settings of one field; `field` is the field as the Word file has it."""

    class Meta:
        model = FieldOverride
        fields = (
            "label",
            "help",
            "heading",
            "position",
            "required",
            "default",
            "binding",
            "hidden",
        )

    def __init__(self, *args: Any, field: TemplateField, place: int, **kwargs: Any) -> None:
        self.field = field
        self.place = place  # of the field among those of its level, from 1
        super().__init__(*args, **kwargs)
        self.prefix = prefix_of(self.instance.path)
        self.initial["position"] = place
        self._show_what_the_file_has()
        for name in set(self.fields) - TELLS - self._fitting():
            del self.fields[name]

    def _fitting(self) -> set[str]:
        if self.field.locked or self.field.kind in NEVER_ASKED:
            return set()
        return {"required", "default"} | ({"binding"} if bindings_for(self.field) else set())

    def _show_what_the_file_has(self) -> None:
        field = self.field
        self.fields["label"].widget.attrs["placeholder"] = field.label
        self.fields["help"].widget.attrs["placeholder"] = field.help
        self.fields["heading"].widget.attrs["list"] = "kimt-headings"
        self.fields["position"].widget.attrs |= {"min": 1, "max": 9999}
        as_is = gettext("required") if field.required else gettext("optional")
        self.fields["required"].widget = forms.NullBooleanSelect()
        self.fields["required"].widget.choices = [
            ("unknown", _as_in_word(as_is)),
            ("true", gettext("required")),
            ("false", gettext("optional")),
        ]
        self.fields["binding"] = forms.ChoiceField(
            choices=binding_choices(field), required=False, label=_("filled in by the portal")
        )
        self.fields["default"].widget = self._default_widget()

    def _default_widget(self) -> forms.Widget:
        field = self.field
        unchanged = ("", _as_in_word(_shown_default(field)))
        if field.kind == Kind.CHECKBOX:
            words = [("ja", gettext("Yes")), ("nein", gettext("No"))]
            return forms.Select(choices=[unchanged, *words])
        if field.kind == Kind.CHOICE:
            return forms.Select(choices=[unchanged, *(c for c in field.choices if c[0])])
        attrs = {"placeholder": _shown_default(field)}
        if field.kind in (Kind.MULTILINE, Kind.RICHTEXT):
            return forms.Textarea(attrs={**attrs, "rows": 2})
        return forms.TextInput(attrs=attrs)

    def clean_default(self) -> str:
        """Return the default as typed; refuse what the field could not hold."""
        text: str = self.cleaned_data["default"].strip()
        limit = self.field.max_length
        if limit and len(text) > limit:
            message = gettext("The field holds at most %(limit)s characters.")
            raise forms.ValidationError(message % {"limit": limit})
        if text and self.field.kind not in WITHOUT_DEFAULT:
            try:
                default_of(self.field, text)
            except ValueError:
                raise forms.ValidationError(UNFIT[self.field.kind]) from None
        return text

    @property
    def rank(self) -> float:
        """Place among the fields of the level; a moved field goes before one that stayed."""
        typed = self.cleaned_data.get("position") or self.place
        moved = (typed > self.place) - (typed < self.place)
        return float(typed + moved / 2)


def prefix_of(path: str) -> str:
    """Return the HTML prefix of a field's settings: stable for its path, harmless anywhere."""
    return "s" + hashlib.sha256(path.encode()).hexdigest()[:10]


def bindings_for(field: TemplateField) -> dict[str, Promise]:
    """Return what can fill in a field of its kind, by name."""
    if field.kind in TEXTS:
        return BINDINGS
    return {"today": BINDINGS["today"]} if field.kind == Kind.DATE else {}


def binding_choices(field: TemplateField) -> list[tuple[str, Any]]:
    """Return the choices: as the name says, nothing, and every name that fits."""
    named = bindings_for(field).get(field.name)
    as_is = _as_in_word(named if named is not None else gettext("nothing"))
    nothing = [(FieldOverride.NOT_BOUND, gettext("nothing"))] if named is not None else []
    return [("", as_is), *nothing, *bindings_for(field).items()]


def _as_in_word(what: Any) -> Any:
    return format_lazy("{} (Word)", what) if what else _("as in Word")


def _shown_default(field: TemplateField) -> str:
    value = field.default
    if value is None or value == "":
        return ""
    if field.kind == Kind.CHECKBOX:
        return gettext("Yes") if value else gettext("No")
    if field.kind == Kind.CHOICE:
        return str(dict(field.choices).get(value, value))
    if field.kind == Kind.DATE and hasattr(value, "strftime"):
        return str(value.strftime("%d.%m.%Y"))
    return str(value)
