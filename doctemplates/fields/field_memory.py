"""A control that a filling has made remembers the field it came from: its code, never its value.

The code stands in a data binding to a store that no document has. Word and LibreOffice show
nothing of such a binding and keep it when they save.
"""

from __future__ import annotations

from urllib.parse import quote, unquote

from doctemplates.ooxml import SDT_PR, Element, new_child, w

_STORE = "{4B494D46-6965-4C64-8C6F-646500000001}"
_BEFORE, _AFTER = "xmlns:kim='urn:kim:field:", "'"


def remember(properties: Element, code: str) -> None:
    """Append the binding that keeps `code` to the properties of a control."""
    binding = new_child(properties, w("dataBinding"))
    binding.set(w("prefixMappings"), f"{_BEFORE}{quote(code)}{_AFTER}")
    binding.set(w("xpath"), "/kim:field[1]")
    binding.set(w("storeItemID"), _STORE)


def remembered(sdt: Element) -> str:
    """The code that a control keeps, "" if it keeps none."""
    binding = sdt.find(f"{SDT_PR}/{w('dataBinding')}")
    if binding is None or not is_memory(binding):
        return ""
    mapping = binding.get(w("prefixMappings"), "").strip()
    return unquote(mapping.removeprefix(_BEFORE).removesuffix(_AFTER))


def is_memory(binding: Element) -> bool:
    """Whether a data binding is such a memory, bound to nothing."""
    return binding.get(w("storeItemID"), "").upper() == _STORE
