from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocTemplatesConfig(AppConfig):
    name = "doctemplates"
    verbose_name = _("Word templates")

    def ready(self) -> None:
        """Let pages tell of their files what filing knows, and Wagtail which files stay."""
        from wagtail import hooks
        from wagtail.models import ReferenceIndex

        from doctemplates import filing
        from doctemplates.models import FiledDocument

        ReferenceIndex.register_model(FiledDocument)
        hooks.register("library_file_note", filing.note)
