"""Serialised, marked parts fall apart into static bytes and slots."""

from __future__ import annotations

import re

from doctemplates.fields.marking import Marker
from doctemplates.loops import Loop
from doctemplates.nodes import (
    Choice,
    FirstOnly,
    Fresh,
    Line,
    Lines,
    Node,
    Picture,
    Static,
    Value,
)


def split(data: bytes, marker: Marker) -> list[Node]:
    """Serialised, marked part -> nodes."""
    nonce = marker.nonce.encode()
    if b"%sa" % nonce in data:
        data = _with_optional_attributes(data, nonce)
    pieces = re.split(rb"%s([a-z])(\d+);" % nonce, data)
    root: list[Node] = [Static(pieces[0])] if pieces[0] else []
    stack = [root]
    for at in range(1, len(pieces), 3):
        _open_or_close(pieces[at].decode(), int(pieces[at + 1]), marker, stack)
        if pieces[at + 2]:
            stack[-1].append(Static(pieces[at + 2]))
    return root


def _with_optional_attributes(data: bytes, nonce: bytes) -> bytes:
    """Attributes that are absent while their field is empty become choices."""
    optional = rb'(\s[\w.:\-]+=")%sa(\d+);"' % nonce
    return re.sub(optional, rb'%sb\2;%sf\2;\1%sv\2;"%se\2;' % ((nonce,) * 4), data)


def _open_or_close(letter: str, index: int, marker: Marker, stack: list[list[Node]]) -> None:
    slot = marker.slots[index]
    if letter == "f":
        stack.pop()
        choice = stack[-1][-1]
        assert isinstance(choice, Choice)
        stack.append(choice.filled)
    elif letter in "emqx":
        stack.pop()
    elif letter == "n":
        stack[-1].append(Line())
    elif letter == "i":
        stack[-1].append(Fresh(slot.id_kind, slot.id_value))
    elif letter == "o":
        first = FirstOnly()
        stack[-1].append(first)
        stack.append(first.body)
    else:
        _targeted(letter, index, marker, stack)


def _targeted(letter: str, index: int, marker: Marker, stack: list[list[Node]]) -> None:
    slot = marker.slots[index]
    assert slot.target is not None
    name, depth = slot.target.name, slot.target.depth
    if letter == "b":
        choice = Choice(name, depth, slot.blank_if_empty)
        stack[-1].append(choice)
        stack.append(choice.blank)
        return
    if letter == "l":
        loop = Loop(name, depth)
        stack[-1].append(loop)
        stack.append(loop.body)
        return
    if letter == "g":
        stack[-1].append(Picture(name, depth, slot.id_value))
        return
    assert slot.render is not None
    if letter == "v":
        stack[-1].append(Value(name, depth, slot.render))
    else:
        lines = Lines(name, depth, slot.render)
        stack[-1].append(lines)
        stack.append(lines.body)
