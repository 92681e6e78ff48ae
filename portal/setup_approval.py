"""Approval before publishing: what a coordinator submits waits for the management."""

from django.contrib.auth.models import Group
from wagtail.models import GroupApprovalTask, Page, Workflow

from portal.accounts.roles import LEITUNG

NAME = "Freigabe durch die Leitung"
WAGTAILS_NAME = "Moderators approval"
ROOT = "Alle Seiten"
WAGTAILS_ROOT = "Root"


def adopt_wagtails_defaults() -> None:
    """Give what Wagtail made for its own group, which the portal lacks, to the management.

    Only what still bears Wagtail's English names is touched: names and groups that people chose
    stay. Without a group nobody could approve what was submitted.
    """
    for task in GroupApprovalTask.objects.filter(name=WAGTAILS_NAME):
        if not task.groups.exists():
            task.groups.set([Group.objects.get_or_create(name=LEITUNG)[0]])
        task.name = NAME
        task.save()
    Workflow.objects.filter(name=WAGTAILS_NAME).update(name=NAME)
    root = Page.objects.filter(depth=1, title=WAGTAILS_ROOT)
    root.update(title=ROOT, draft_title=ROOT)
