from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocTemplatesConfig(AppConfig):
    name = "doctemplates"
    verbose_name = _("Word templates")

    def ready(self) -> None:
        """Let pages tell of their files what filing knows."""
        from wagtail import hooks

        from doctemplates import filing

        hooks.register("library_file_note", filing.note)
