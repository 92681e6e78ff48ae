"""The parts of a CM standard."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.library.blocks.steps import StepBlock


class WorkStepsBlock(blocks.StreamBlock):
    step = StepBlock()


class CriteriaBlock(blocks.StreamBlock):
    criterion = blocks.CharBlock(label=_("Quality criterion"), icon="check", max_length=400)
