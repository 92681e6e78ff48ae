"""Look of the paper: fonts, styles and the numbering of clauses and goals."""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor
from docx.styles.style import ParagraphStyle

FONT = "Arial"
BLUE = RGBColor(0x0B, 0x3D, 0x6B)
GREY = RGBColor(0x59, 0x63, 0x6E)
CLAUSES, GOALS, POINTS, BULLETS = 1, 2, 3, 4  # numbering ids

# name, size, bold, colour, space before, space after, keep with next, outline level
STYLES: list[tuple[str, float, bool, RGBColor | None, float, float, bool, int | None]] = [
    ("KIM Titel", 18, True, BLUE, 0, 3, True, 0),
    ("KIM Untertitel", 11, False, GREY, 0, 12, True, None),
    ("KIM Abschnitt", 12, True, BLUE, 14, 5, True, 1),
    ("KIM Paragraf", 11, True, BLUE, 14, 4, True, 1),
    ("KIM Absatz", 10, False, None, 0, 5, False, None),
    ("KIM Buchstabe", 10, False, None, 0, 3, False, None),
    ("KIM Punkt", 10, False, None, 0, 4, False, None),
    ("KIM Spiegelstrich", 10, False, None, 0, 3, False, None),
    ("KIM Ziel", 10.5, True, BLUE, 2, 2, True, None),
    ("KIM Beschriftung", 8.5, False, GREY, 1, 1, False, None),
    ("KIM Zelle", 10, False, None, 2, 2, False, None),
    ("KIM Hinweis", 8.5, False, GREY, 4, 4, False, None),
]
LEVELS: dict[int, list[tuple[str, str, str, int, int]]] = {
    # numbering: [(format, text, style, left, hanging in twips)]
    CLAUSES: [
        ("decimal", "§ %1", "KIMParagraf", 567, 567),
        ("decimal", "(%2)", "KIMAbsatz", 567, 567),
        ("lowerLetter", "%3)", "KIMBuchstabe", 964, 397),
    ],
    GOALS: [("decimal", "Ziel %1", "KIMZiel", 850, 850)],
    POINTS: [("decimal", "%1.", "KIMPunkt", 397, 397)],
    BULLETS: [("bullet", "–", "KIMSpiegelstrich", 397, 284)],
}


def apply(document: Document) -> None:
    """Replace python-docx's own look by that of the paper."""
    _drop_list_styles(document)
    _set_defaults(document)
    for row in STYLES:
        _add_style(document, *row)
    placeholder = document.styles.add_style("Placeholder Text", WD_STYLE_TYPE.CHARACTER)
    placeholder.element.set(qn("w:styleId"), "PlaceholderText")
    placeholder.font.color.rgb = RGBColor(0x5F, 0x6B, 0x7A)
    _add_numbering(document)


def _drop_list_styles(document: Document) -> None:
    for style in list(document.styles):
        if style.name and style.name.startswith(("List", "TOC")):
            style.delete()


def _set_defaults(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    fonts = defaults.find(".//" + qn("w:rFonts"))
    for name in list(fonts.attrib):
        del fonts.attrib[name]
    for name in ("ascii", "hAnsi", "cs", "eastAsia"):
        fonts.set(qn(f"w:{name}"), FONT)
    language = defaults.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), "de-DE")
    document.settings.element.find(qn("w:zoom")).set(qn("w:percent"), "100")
    normal = document.styles["Normal"]
    normal.font.size = Pt(10)
    normal.paragraph_format.space_after = Pt(6)
    normal.paragraph_format.line_spacing = 1.12


def _add_style(
    document: Document,
    name: str,
    size: float,
    bold: bool,
    colour: RGBColor | None,
    before: float,
    after: float,
    keep: bool,
    outline: int | None,
) -> None:
    style: ParagraphStyle = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.element.set(qn("w:styleId"), name.replace(" ", ""))
    style.font.size = Pt(size)
    style.font.bold = bold
    if colour is not None:
        style.font.color.rgb = colour
    shape = style.paragraph_format
    shape.space_before, shape.space_after = Pt(before), Pt(after)
    shape.keep_with_next = keep
    if outline is not None:
        style.element.get_or_add_pPr().append(
            parse_xml(f'<w:outlineLvl {nsdecls("w")} w:val="{outline}"/>')
        )


def _add_numbering(document: Document) -> None:
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    for number, levels in LEVELS.items():
        kind = "multilevel" if len(levels) > 1 else "singleLevel"
        rows = "".join(_level(index, *level) for index, level in enumerate(levels))
        numbering.append(
            parse_xml(
                f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{number}">'
                f'<w:multiLevelType w:val="{kind}"/>{rows}</w:abstractNum>'
            )
        )
    for number, levels in LEVELS.items():
        numbering.append(
            parse_xml(
                f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>'
            )
        )
        for index, level in enumerate(levels):
            _link(document, level[2], number, index)


def _level(index: int, form: str, words: str, style: str, left: int, hanging: int) -> str:
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:pStyle w:val="{style}"/><w:lvlText w:val="{words}"/><w:lvlJc w:val="left"/>'
        f'<w:pPr><w:ind w:left="{left}" w:hanging="{hanging}"/></w:pPr></w:lvl>'
    )


def _link(document: Document, style_id: str, number: int, level: int) -> None:
    style = next(s for s in document.styles if s.style_id == style_id)
    properties = style.element.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = level
    properties.get_or_add_numId().val = number
