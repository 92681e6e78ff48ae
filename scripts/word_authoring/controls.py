"""Native Word fields: content controls as elements, to be put among runs, blocks or rows."""

from xml.sax.saxutils import escape, quoteattr
from zlib import crc32

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml.etree import _Element

W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
W15 = "http://schemas.microsoft.com/office/word/2012/wordml"
NAMESPACES = f'{nsdecls("w")} xmlns:w14="{W14}" xmlns:w15="{W15}"'
DATE = (
    '<w:date><w:dateFormat w:val="dd.MM.yyyy"/><w:lid w:val="de-DE"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
CHECKBOX = (
    '<w14:checkbox><w14:checked w14:val="0"/>'
    '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)


def text(tag: str, alias: str, placeholder: str) -> _Element:
    """Return a one-line text control for use among runs."""
    return _run_control(tag, alias, placeholder, "<w:text/>")


def multiline(tag: str, alias: str, placeholder: str) -> _Element:
    """Return a text control that takes line breaks."""
    return _run_control(tag, alias, placeholder, '<w:text w:multiLine="1"/>')


def date(tag: str, alias: str, placeholder: str = "TT.MM.JJJJ") -> _Element:
    """Return a date control that writes 21.11.2026."""
    return _run_control(tag, alias, placeholder, DATE)


def choice(tag: str, alias: str, choices: list[str], placeholder: str = "bitte wählen") -> _Element:
    """Return a drop-down whose values are the words shown."""
    return _run_control(
        tag, alias, placeholder, f"<w:dropDownList>{_items(choices)}</w:dropDownList>"
    )


def combo(tag: str, alias: str, choices: list[str], placeholder: str) -> _Element:
    """Return a drop-down that also takes words of one's own."""
    return _run_control(tag, alias, placeholder, f"<w:comboBox>{_items(choices)}</w:comboBox>")


def checkbox(tag: str, alias: str) -> _Element:
    """Return an empty check box."""
    run = (
        '<w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic"'
        ' w:hint="eastAsia"/></w:rPr><w:t>☐</w:t></w:r>'
    )
    return _control(_head(tag, alias) + CHECKBOX, run)


def repeating(tag: str, alias: str, content: list[_Element]) -> _Element:
    """Return a repeating section of one item that holds ``content`` (blocks, or table rows)."""
    item = _control(f'<w:id w:val="{_number(tag + "/item")}"/><w15:repeatingSectionItem/>', "")
    item[-1].extend(content)
    section = _control(_head(tag, alias) + "<w15:repeatingSection/>", "")
    section[-1].append(item)
    return section


def _run_control(tag: str, alias: str, placeholder: str, kind: str) -> _Element:
    run = (
        '<w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(placeholder)}</w:t></w:r>'
    )
    return _control(f"{_head(tag, alias)}<w:showingPlcHdr/>{kind}", run)


def _items(choices: list[str]) -> str:
    return "".join(
        f"<w:listItem w:displayText={quoteattr(words)} w:value={quoteattr(words)}/>"
        for words in choices
    )


def _head(tag: str, alias: str) -> str:
    return (
        f"<w:alias w:val={quoteattr(alias)}/><w:tag w:val={quoteattr(tag)}/>"
        f'<w:id w:val="{_number(tag)}"/>'
    )


def _number(tag: str) -> int:
    """A control's id must be unique in the file and should not change from build to build."""
    return crc32(tag.encode()) & 0x7FFFFFFF


def _control(properties: str, content: str) -> _Element:
    return parse_xml(
        f"<w:sdt {NAMESPACES}><w:sdtPr>{properties}</w:sdtPr>"
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
