"""How the directory is edited in the administration."""

from content.directory.viewsets.group import DirectoryViewSetGroup

__all__ = ["DirectoryViewSetGroup"]
