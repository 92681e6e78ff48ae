"""What stands many times on the results page: a hundred values of filters, marked texts.

Made in Python, since templates would take as long for them as for all the rest of the page.
"""

from collections.abc import Iterable

from django import template
from django.utils.formats import number_format
from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString, mark_safe

from search.highlight import Segment
from search.results_filters import Choice

register = template.Library()

CHOICE = """<div class="kern-form-check">
  <input class="kern-form-check__checkbox" type="checkbox" form="search-form" id="f-{0}-{1}" name="{0}" value="{1}"{2}>
  <label class="kern-label" for="f-{0}-{1}">{3} <span class="facets__count">({4})</span></label>
</div>
"""  # noqa: E501


@register.simple_tag
def filter_choices(name: str, choices: Iterable[Choice]) -> SafeString:
    """Return a check box with label and count for every choice of the filter `name`."""
    checked = {True: SafeString(" checked"), False: ""}
    rows = (
        (name, row.value, checked[row.selected], row.label, number_format(row.count, use_l10n=True))
        for row in choices
    )
    return format_html_join("", CHOICE, rows)


@register.filter
def marked(segments: Iterable[Segment]) -> SafeString:
    """Return the text of a hit, escaped, with what was searched for in `mark` elements."""
    return mark_safe(  # noqa: S308
        "".join(
            f"<mark>{escape(text)}</mark>" if found else escape(text) for text, found in segments
        )
    )
