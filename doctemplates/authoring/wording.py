"""Words for kinds of field and for what can be better about a file: what it is, how to mend it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from doctemplates.fields.model import Kind

KIND_LABELS: dict[str, Promise] = {
    Kind.TEXT: _("Text"),
    Kind.MULTILINE: _("Text of several lines"),
    Kind.RICHTEXT: _("Formatted text"),
    Kind.DATE: _("Date"),
    Kind.CHOICE: _("Drop-down list"),
    Kind.COMBO: _("List with free text"),
    Kind.CHECKBOX: _("Check box"),
    Kind.NUMBER: _("Numeric value"),
    Kind.PICTURE: _("Picture"),
    Kind.GROUP: _("Repeating section"),
}


@dataclass(frozen=True, slots=True)
class Wording:
    """`what` is wrong and how to `mend` it; a `note` needs no mending."""

    what: Promise
    mend: Promise
    note: bool = False


# About fields.
FIELD_HINTS: dict[str, Wording] = {
    "untitled": Wording(
        _("Field without a title"),
        _(
            "The portal took its label from the text around it. In Word, give the field a title "
            "under Developer > Properties (LibreOffice: Title in its properties)."
        ),
    ),
    "twin": Wording(
        _("Several fields have the same name"),
        _(
            "The portal numbers them and asks for each of them. If they are to hold different "
            "things, give each a tag of its own in Word under Developer > Properties."
        ),
    ),
    "same_label": Wording(
        _("Several fields have the same label"),
        _(
            "In the form nobody can tell them apart. Give them different titles in Word, or "
            "different labels here under “Arrange fields”."
        ),
    ),
    "unknown_binding": Wording(
        _("Name that the portal does not know"),
        _(
            "The name looks like something that the portal fills in, but it knows nothing of that "
            "name. The help page lists the names; or choose what fills the field in here, under "
            "“Arrange fields”."
        ),
    ),
    "no_choices": Wording(
        _("List without entries"),
        _("Enter the choices in Word under Developer > Properties; nobody can choose until then."),
    ),
    "empty_group": Wording(
        _("Repeating section without fields"),
        _("Put at least one field into the part that is to be repeated, or remove the section."),
    ),
    "locked": Wording(
        _("Locked field"),
        _(
            "Its content cannot be edited, so the form shows it without asking. To have it filled "
            "in, remove “Contents cannot be edited” in Word under Developer > Properties."
        ),
        note=True,
    ),
    "picture": Wording(
        _("Picture"),
        _(
            "The form takes a PNG or JPEG file for it. Filling for many leaves it as it is in "
            "this file."
        ),
        note=True,
    ),
    "unlike": Wording(
        _("Value that comes back changed"),
        _(
            "After the trial filling, reading the file gave something else, for example because "
            "the field turns text into capitals. It is filled in, but cannot be taken over when "
            "somebody starts from this document."
        ),
    ),
}

# About the whole file: what was taken out when it was opened, what looks like a field.
FILE_HINTS: dict[str, Wording] = {
    "attached_template": Wording(
        _("The file names another template ({target})"),
        _("The link was taken out: the document works without it. Nothing needs to be done."),
        note=True,
    ),
    "mail_merge_source": Wording(
        _("The file names a list of recipients ({target})"),
        _(
            "The link was taken out. In Word: Mailings > Start Mail Merge > Normal Word Document, "
            "then save."
        ),
    ),
    "linked_picture": Wording(
        _("A picture is linked, not inserted ({target})"),
        _("It was taken out. Insert the picture into the document itself and upload it again."),
    ),
    "embedded_object": Wording(
        _("Another file is embedded in the document ({target})"),
        _("It was taken out. Insert its content as text, table or picture if you need it."),
    ),
    "included_content": Wording(
        _("A field brings in content from elsewhere ({field})"),
        _(
            "It stays as it is and will not be refreshed. Turn it into plain content in Word "
            "(Ctrl+Shift+F9)."
        ),
    ),
    "unread_braces": Wording(
        _("Text in braces that is no field: {field} ({place})"),
        _(
            "It stays in the document as it is. Between two braces only a name may stand, such as "
            "{{ Name des Kindes }}: letters, digits, spaces, hyphens, full stops and slashes. "
            "Conditions and calculations are not carried out."
        ),
    ),
    "merge_field_in_code": Wording(
        _("A merge field stands in the code of another field: {field} ({place})"),
        _(
            "The form does not ask for it, and the condition stays as it is. Put the merge field "
            "into the text itself, or replace the condition (IF) by a drop-down list or check box."
        ),
    ),
}
OTHER_FILE_HINT = Wording(
    _("Something was taken out of the file ({code})"),
    _("Please compare the trial filling with your file."),
)
NO_FIELDS = Wording(
    _("No field was found"),
    _(
        "People can download the file, but there is nothing to fill in here. Insert content "
        "controls in Word; the help page shows how."
    ),
)
