"""A picture in a template's form: chosen from a file, and carried by the form itself after that.

Browsers send a chosen file once and forget it with the page. So a form that comes back holds its
pictures in hidden inputs: nothing is kept here, and nobody has to choose one again.
"""

from __future__ import annotations

import base64
import io
import zipfile
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from doctemplates.messages import explain_picture
from doctemplates.picture_files import MAX_MEGABYTES, PictureError, thumbnail, usable

ACCEPTED = "image/png,image/jpeg,.png,.jpg,.jpeg"
CARRIED, CLEARED = "-carried", "-cleared"  # endings of the inputs beside the file's own
MAX_TOGETHER = 6 << 20  # bytes of all pictures of a form: they travel within its fields


class Sent:
    """A picture as it came with a submission; only what is asked for is read and checked."""

    def __init__(self, upload: Any = None, carried: str = "", together: Together | None = None):
        self.upload, self.carried, self.together = upload, carried, together

    @cached_property
    def outcome(self) -> tuple[bytes, PictureError | None]:
        """The usable picture, or what is wrong with it."""
        try:
            content = usable(self._received())
            if self.together is not None:
                self.together.take(content)
        except PictureError as error:
            return b"", error
        return content, None

    @property
    def content(self) -> bytes:
        """The usable picture, b"" where there is none."""
        return self.outcome[0]

    def _received(self) -> bytes:
        if self.upload is None:
            try:
                return base64.b64decode(self.carried, validate=True)
            except ValueError:  # binascii.Error is one, too
                raise PictureError("damaged") from None
        if self.upload.size > MAX_MEGABYTES << 20:
            raise PictureError("too_large", limit=MAX_MEGABYTES)
        content: bytes = self.upload.read()
        if len(content) != self.upload.size:  # what was sent at once was too much to be kept
            raise PictureError("too_much_at_once")
        return content


class Together:
    """How much the pictures of one form may still weigh."""

    def __init__(self) -> None:
        self.left = MAX_TOGETHER

    def take(self, content: bytes) -> None:
        if len(content) > self.left:
            raise PictureError("too_much_together", limit=MAX_TOGETHER >> 20)
        self.left -= len(content)


class SentPictures:
    """The pictures of a submission by the name of their input, each read once."""

    def __init__(self, data: Any, files: Any) -> None:
        self.data, self.files = data, files
        self.together = Together()
        self.found: dict[str, Sent] = {}

    def get(self, name: str) -> Sent | None:
        """Return the picture of an input; None where there is none or it was taken out."""
        if name not in self.found and (sent := self._sent(name)) is not None:
            self.found[name] = sent
        return self.found.get(name)

    def _sent(self, name: str) -> Sent | None:
        upload, carried = self.files.get(name), self.data.get(name + CARRIED, "")
        if upload is not None:
            return Sent(upload, together=self.together)
        if not carried or name + CLEARED in self.data:
            return None
        return Sent(carried=carried, together=self.together)


class PictureInput(forms.FileInput):
    """A file input; below it the picture that the form holds already."""

    template_name = "doctemplates/_picture.html"

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Sent | None:
        """Return what was sent; `files` are SentPictures."""
        sent: Sent | None = files.get(name)
        return sent

    def format_value(self, value: Any) -> None:
        """A file input has no value."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        content = value.content if isinstance(value, Sent) else value
        if content:
            context["widget"]["attrs"].pop("required", None)  # there is one
            context["shown"] = data_address(*thumbnail(content))
            context["carried"] = base64.b64encode(content).decode()
            context["names"] = (name + CARRIED, name + CLEARED)
        elif isinstance(value, Sent) and "aria-invalid" not in context["widget"]["attrs"]:
            context["lost"] = _why(value)  # where the form was checked, its error says so
        context["limit"] = str(MAX_MEGABYTES << 20)  # a number would get German points
        context["too_large"] = explain_picture(PictureError("too_large", limit=MAX_MEGABYTES))
        return context


class PictureField(forms.Field):
    """A PNG or JPEG; cleaned, its bytes as documents can hold them, None for no picture."""

    widget = PictureInput

    def __init__(self) -> None:
        super().__init__(
            help_text=_("A PNG or JPEG file of at most {limit} MB").format(limit=MAX_MEGABYTES)
        )
        self.widget.attrs["accept"] = ACCEPTED

    def clean(self, value: Any) -> bytes | None:
        """Return the picture; ValidationError says what is wrong with the file."""
        if isinstance(value, Sent):
            if (error := value.outcome[1]) is not None:
                raise ValidationError(explain_picture(error), code=error.code)
            return value.content
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        return value or None


class EarlierPictures:
    """Takes pictures of an earlier document into a form, beside those it holds already."""

    def __init__(self, template: bytes, controls: Iterable[forms.BoundField]) -> None:
        self.template = template
        self.together = Together()
        for control in controls:
            if isinstance(control.field, PictureField) and isinstance(control.value(), Sent):
                self.together.left -= len(control.value().content)

    def __call__(self, content: bytes) -> bytes | None:
        """Return the picture as the form takes it, b"" for one the blank template shows, too."""
        if content in self._blank:
            return b""
        try:
            made = usable(content)
            self.together.take(made)
        except PictureError:
            return None
        return made

    @cached_property
    def _blank(self) -> frozenset[bytes]:
        with zipfile.ZipFile(io.BytesIO(self.template)) as archive:
            names = [name for name in archive.namelist() if "/media/" in name.lower()]
            return frozenset(archive.read(name) for name in names)


def carried_by(controls: Iterable[forms.BoundField]) -> Iterator[tuple[str, str]]:
    """Yield name and value of the hidden inputs that carry a form's new pictures further."""
    for control in controls:
        value = control.value() if isinstance(control.field, PictureField) else None
        if isinstance(value, Sent) and value.upload is not None and value.content:
            yield control.html_name + CARRIED, base64.b64encode(value.content).decode()


def _why(sent: Sent) -> str:
    error = sent.outcome[1]
    return explain_picture(error) if error is not None else ""


def data_address(kind: str, content: bytes) -> str:
    """Return a picture as an address for <img>."""
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"
