"""Strings of Wagtail that its German catalogue lacks or leaves in English; ours come first.

Nothing reads this list: it makes the strings part of the portal's own catalogue.
"""

from django.utils.translation import gettext_noop as _

WORDS = (
    _("Add a concise description for search engines"),
    _("A network error occurred"),
    _("Currently idle"),
    _("Meta description is empty"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("View latest version"),
    _("Views"),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in "
        "'<span class=\"w-title-ellipsis\">%(title)s</span>'."
    ),
    _("queries"),
    _("query"),
)
