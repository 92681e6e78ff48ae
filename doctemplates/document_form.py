"""The form for uploads: size and, for Word files, whether they can be opened safely."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm

from doctemplates.checked import check
from doctemplates.errors import PackageError
from doctemplates.messages import explain
from doctemplates.models import FiledDocument

MAX_MEGABYTES = 20
WORD = {".docx", ".dotx"}


class DocumentForm(BaseDocumentForm):
    """Refuses files that are too large, and Word files that are damaged or unsafe."""

    def clean_file(self) -> Any:
        """Return the upload; ValidationError says what is wrong and how to mend it."""
        file = self.cleaned_data.get("file")
        if not file or "file" not in self.changed_data:
            return file
        if self.instance.pk and FiledDocument.objects.filter(document=self.instance).exists():
            raise ValidationError(
                _(
                    "This file is filed with an agreement and stays as it was filed. Please "
                    "file the new version beside it."
                )
            )
        if file.size > MAX_MEGABYTES * 1024 * 1024:
            message = _("The file is too large: at most {limit} MB are accepted.")
            raise ValidationError(str(message).format(limit=MAX_MEGABYTES))
        if PurePath(file.name).suffix.lower() in WORD:
            file.seek(0)
            try:
                check(file.read(), again=True)
            except PackageError as error:
                raise ValidationError(explain(error)) from error
            finally:
                file.seek(0)
        return file

    def add_error(self, field: str | None, error: Any) -> None:
        """Keep the first error of the file: the model then guesses at an ending it does not see."""
        if field is None and "file" in self.errors and hasattr(error, "error_dict"):
            error.error_dict.pop("file", None)
            if not error.error_dict:
                return
        super().add_error(field, error)
