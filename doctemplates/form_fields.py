"""[TemplateField] -> Django form fields, with German dates and numbers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from doctemplates.fields.model import Kind, TemplateField
from doctemplates.picture_entry import PictureField

MAX_TEXT = 20_000  # characters of one field
DATE_FORMATS = ["%d.%m.%Y", "%d.%m.%y", "%Y-%m-%d"]


class ListInput(forms.TextInput):
    """Free text with suggestions."""

    def __init__(self, choices: tuple[tuple[str, str], ...]) -> None:
        super().__init__()
        self.suggestions = [label for _value, label in choices if label]

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Return the input followed by its list of suggestions."""
        known = f"{(attrs or {}).get('id', name)}_list"
        control = super().render(name, value, {**(attrs or {}), "list": known}, renderer)
        options = format_html_join("", '<option value="{}">', ((s,) for s in self.suggestions))
        return format_html('{}<datalist id="{}">{}</datalist>', control, known, options)


def html_name(field: TemplateField) -> str:
    """Return the form's name of a field: stable for its name, harmless in HTML and selectors."""
    return "f" + hashlib.sha256(field.name.encode()).hexdigest()[:10]


def form_field(field: TemplateField, own_help: str = "") -> forms.Field:
    """Return the form field for `field`, which is no group; `own_help` is its coordinator's."""
    made = MAKERS[field.kind](field)
    made.label = field.label or field.name
    if own_help:
        made.help_text = (
            f"{own_help.rstrip('. ')}. {made.help_text}" if made.help_text else own_help
        )
    elif field.kind != Kind.CHOICE:  # the prompt of a drop-down says "choose", as the form does
        made.help_text = made.help_text or field.help
    made.required = field.required
    made.disabled = field.locked
    made.initial = as_shown(field, field.default)
    return made


def as_shown(field: TemplateField, value: Any) -> Any:
    """Return a field's value as people read it: of an entry of a list with free text its label."""
    if field.kind != Kind.COMBO:
        return value
    return next((label for known, label in field.choices if known == value and label), value)


def _text(field: TemplateField) -> forms.Field:
    return forms.CharField(max_length=field.max_length or MAX_TEXT)


def _lines(field: TemplateField) -> forms.Field:
    widget = forms.Textarea(attrs={"rows": 4})
    return forms.CharField(max_length=field.max_length or MAX_TEXT, widget=widget, strip=False)


def _date(field: TemplateField) -> forms.Field:
    attrs = {"placeholder": _("DD.MM.YYYY"), "autocomplete": "off", "data-date": ""}
    return forms.DateField(
        input_formats=DATE_FORMATS,
        widget=forms.DateInput(format="%d.%m.%Y", attrs=attrs),
        help_text=_("For example 21.11.2026"),
        error_messages={"invalid": _("Please enter a date such as 21.11.2026.")},
    )


def _choice(field: TemplateField) -> forms.Field:
    choices = [(value, label) for value, label in field.choices if value]
    return forms.ChoiceField(choices=[("", _("Please choose")), *choices])


def _combo(field: TemplateField) -> forms.Field:
    return forms.CharField(max_length=MAX_TEXT, widget=ListInput(field.choices))


def _checkbox(field: TemplateField) -> forms.Field:
    return forms.BooleanField()


def _number(field: TemplateField) -> forms.Field:
    return forms.DecimalField(
        localize=True,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        error_messages={"invalid": _("Please enter a number such as 1.234,50.")},
    )


def _picture(field: TemplateField) -> forms.Field:
    return PictureField()


MAKERS: dict[Kind, Callable[[TemplateField], forms.Field]] = {
    Kind.TEXT: _text,
    Kind.MULTILINE: _lines,
    Kind.RICHTEXT: _lines,
    Kind.DATE: _date,
    Kind.CHOICE: _choice,
    Kind.COMBO: _combo,
    Kind.CHECKBOX: _checkbox,
    Kind.NUMBER: _number,
    Kind.PICTURE: _picture,
}


def typed_value(field: forms.Field, name: str, data: Any, files: Any) -> Any:
    """Return what was typed into a field, unchecked, to be shown again."""
    return field.widget.value_from_datadict(data, files, name)
