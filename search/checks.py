"""System checks: a page kind that nobody decided about would never be found."""

from typing import Any

from django.core.checks import CheckMessage, Error, register

from search.page_documents import unmapped_models


@register()
def page_kinds_are_decided(**kwargs: Any) -> list[CheckMessage]:
    """Fail where a page kind is neither indexed nor left out on purpose."""
    return [
        Error(
            f"The page kind {model._meta.label} is neither indexed nor excluded.",
            hint="Name it in MAPPED or EXCLUDED of search/page_documents.py.",
            obj=model,
            id="search.E001",
        )
        for model in unmapped_models()
    ]
