"""Every refusal is explained in German and says how to mend it."""

import pytest
from django.utils import translation

from doctemplates.errors import PACKAGE_MESSAGES, PackageError
from doctemplates.messages import MESSAGES, explain

PARAMS = {"limit": 5, "count": 9, "part": "word/a.xml", "kind": "image", "target": "x"}


@pytest.mark.parametrize("code", PACKAGE_MESSAGES)
def test_a_refusal_says_in_german_how_to_mend_it(code):
    assert set(MESSAGES) == set(PACKAGE_MESSAGES)
    error = PackageError(code, **PARAMS, field="DDE", error="x")
    with translation.override("de"):
        german = explain(error)
    assert german != str(error)
    assert "{" not in german
    assert "Bitte" in german or "höchstens" in german
