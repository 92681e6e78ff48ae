"""Drawings (SVG) in a file: what reaches outside is cut, everything else stays as it is."""

import zipfile
from io import BytesIO

import pytest

from doctemplates import compile_template
from tests.doctemplates.core import build as b

SVG = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink'>{}</svg>"
FORMAT = "<?xml version='1.0'?><!DOCTYPE svg PUBLIC 'x' 'http://e.example/svg.dtd'>"
OUTSIDE = {
    "picture": "<image href='http://e.example/x'/>",
    "picture of a long address": f"<image href='http://e.example/{'a' * 5000}'/>",
    "picture by another prefix": "<g xmlns:q='http://www.w3.org/1999/xlink' q:href='//e.example'/>",
    "base of addresses": "<g xml:base='http://e.example/'><image href='x.png'/></g>",
    "fill": "<g fill='url(&#104;ttp://e.example/x)'/>",
    "imported style": "<style>@import 'http://e.example/x'</style>",
    "imported style, escaped": r"<style>@\69mport 'http://e.example/x';</style>",
    "fill, escaped": r"<style>g{fill:u\72l(http://e.example/x)}</style>",
    "fill, cut by a comment": "<style>g{fill:u/**/rl(http://e.example/x)}@/* */</style>",
    "script": "<script>fetch('http://e.example')</script>",
    "event": "<g onload='fetch(&quot;http://e.example&quot;)'/>",
    "page": "<foreignObject><iframe src='http://e.example/x'/></foreignObject>",
    "address set later": "<image><set attributeName='href' to='http://e.example/x'/></image>",
    "picture out of a set": "<style>g{mask:image-set('http://e.example/x' 1x)}</style>",
    "source": "<g style='mask:src(&quot;//e.example/x&quot;)'/>",
    "source, escaped": r"<style>g{mask:src('http:\2f\2f e.example/x')}</style>",
    "source behind a string": "<style>g{a:'/*';mask:src('//e.example/x')}</style>",
    "style in pieces": "<style>g{fill:<g/>url(http://e.example/x)}</style>",
    "style inside an element": "<style><g>g{fill:url(http://e.example/x)}</g></style>",
    "set of pictures": "<image srcset='http://e.example/x 1x'/>",
    "page inside": "<q:iframe xmlns:q='http://www.w3.org/1999/xhtml' srcdoc='e.example'/>",
    "drawing in an address": "<image href='data:image/svg+xml,http://e.example/x'/>",
}
INSIDE = (
    "<metadata><d:title xmlns:d='http://purl.org/dc/elements/1.1/'>Plan</d:title></metadata>"
    "<style>/* http://f.example */ .c{fill:red}</style>"
    "<style>/* Ebene */ .a{fill:url( '#b' )} @font-face{font-family:x}</style>"
    "<g id='c' fill='url(#b)' style='mask:url(&quot;#d&quot;)'><use xlink:href='#c'/></g>"
    "<image href='data:image/png;base64,AAAA'/>"
)


def drawing(source, name="word/media/a.svg"):
    with zipfile.ZipFile(BytesIO(source)) as archive:
        return archive.read(name)


@pytest.mark.parametrize("name", ["a.svg", "a.xml", "a.png"])
@pytest.mark.parametrize("inner", OUTSIDE.values(), ids=OUTSIDE)
def test_what_reaches_outside_is_cut(inner, name):
    part = f"word/media/{name}"
    template = compile_template(b.docx(extra={part: SVG.format(inner + INSIDE).encode()}))
    assert template.warnings == (("linked_picture", {"target": part}),)
    cut = drawing(template.fill({}), part)
    assert b"e.example" not in cut
    assert b"AAAA" in cut
    assert b"url(#b)" in cut


@pytest.mark.parametrize("before", ["<?xml-stylesheet href='http://e.example/x'?>", FORMAT])
def test_nothing_is_loaded_before_the_drawing_begins(before):
    source = b.docx(extra={"word/media/a.svg": (before + SVG.format(INSIDE)).encode()})
    assert b"e.example" not in drawing(compile_template(source).fill({}))


def test_a_drawing_in_utf_16_is_cut_too():
    data = SVG.format(OUTSIDE["picture"]).encode("utf-16")
    source = b.docx(extra={"word/media/a.svg": data})
    assert "e.example" not in drawing(compile_template(source).fill({})).decode()


def test_a_drawing_for_itself_stays_as_it_is():
    data = SVG.format(INSIDE).encode()
    template = compile_template(b.docx(extra={"word/media/a.svg": data}))
    assert not template.warnings
    assert drawing(template.fill({})) == data


def test_a_damaged_drawing_becomes_an_empty_one():
    source = b.docx(extra={"word/media/a.svg": b"<svg><image href='http://e.example/x'>"})
    assert b"e.example" not in drawing(compile_template(source).fill({}))


def test_blanks_and_comments_without_end_cost_no_time():
    style = f"<style>url({' ' * 200_000}</style><style>{'/*' * 100_000}</style>"
    assert compile_template(b.docx(extra={"word/media/a.svg": SVG.format(style).encode()}))
