"""Registers the directory in Wagtail's administration."""

from wagtail.snippets.models import register_snippet

from content.directory.viewsets import DirectoryViewSetGroup

register_snippet(DirectoryViewSetGroup)
