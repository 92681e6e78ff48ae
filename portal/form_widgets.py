"""How Django's form controls wear the classes of KERN."""

from typing import Any

from django.forms import BoundField, widgets
from django.utils.safestring import SafeString

CLASSES = {
    "select": "kern-form-input__select",
    "checkbox": "kern-form-check__checkbox",
    "input": "kern-form-input__input",
}


def kind_of(field: BoundField) -> str:
    """Return "hidden", "checkbox", "choices", "select" or "input" for a bound field."""
    widget = field.field.widget
    if widget.is_hidden:
        return "hidden"
    if isinstance(widget, widgets.RadioSelect | widgets.CheckboxSelectMultiple):
        return "choices"
    if isinstance(widget, widgets.CheckboxInput):
        return "checkbox"
    if isinstance(widget, widgets.SelectMultiple):
        return "input"
    return "select" if isinstance(widget, widgets.Select) else "input"


def render_widget(field: BoundField) -> SafeString:
    """Return the control with KERN's class added to the ones it has."""
    name = CLASSES[kind_of(field)]
    if field.errors and name == CLASSES["input"]:
        name += " kern-form-input__input--error"
    own = field.field.widget.attrs.get("class", "")
    return field.as_widget(attrs={"class": f"{own} {name}".strip()})


def options(field: BoundField) -> list[Any]:
    """Return the sub-widgets of a choice field, each tagged as KERN's radio or check box."""
    multiple = isinstance(field.field.widget, widgets.CheckboxSelectMultiple)
    name = "kern-form-check__checkbox" if multiple else "kern-form-check__radio"
    found = list(field.subwidgets)
    for option in found:
        option.data["attrs"] = {**option.data["attrs"], "class": name}
        option.data["template_name"] = "django/forms/widgets/input.html"
        option.data["wrap_label"] = False
    return found
