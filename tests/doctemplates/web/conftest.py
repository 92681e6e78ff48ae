"""A site with a goal plan for staff and an agreement that partners may fill too."""

from typing import Any

import pytest

from doctemplates.models import WordTemplatePage
from tests.content.library.conftest import browse, person, tree
from tests.factories.doctemplates import AGREEMENT, GOAL_PLAN, make_template, sample
from tests.factories.library import STAFF, SiteTree, restrict

__all__ = ["browse", "person", "tree"]


@pytest.fixture(autouse=True)
def own_media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture
def goal_plan(tree: SiteTree) -> WordTemplatePage:
    page = make_template(
        tree.sections["vorlagen"], sample(GOAL_PLAN), title="Zielvereinbarung", slug="plan"
    )
    restrict(page, *STAFF)
    return page


@pytest.fixture
def agreement(tree: SiteTree) -> WordTemplatePage:
    page = make_template(
        tree.sections["vorlagen"],
        sample(AGREEMENT),
        title="Kooperationsvereinbarung",
        slug="kooperation",
        personal=False,
    )
    restrict(page, *STAFF, "Partner")
    return page
