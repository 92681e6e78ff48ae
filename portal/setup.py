"""What every portal starts with: start page, sections, legal pages, private collections.

Both an empty installation (`manage.py setup_site`) and the sample content begin here.
"""

from typing import Any, TypeVar

from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Page,
    PageViewRestriction,
    Site,
)

from content.library.models import HomePage, InfoPage, LibraryPage, SectionPage
from portal.accounts.sync import sync_roles
from portal.page_blocks import stream
from portal.setup_approval import adopt_wagtails_defaults
from portal.setup_pages import HOME_INTRO, LEGAL, SECTIONS, STAFF
from search import starter_synonyms

UNIT = "Kommunales Integrationszentrum"
COLLECTIONS = (("Intern", STAFF), ("Vereinbarungen", (*STAFF, "Partner")))

P = TypeVar("P", bound=LibraryPage)


@transaction.atomic
def setup_site() -> bool:
    """Bring roles in line and, where the site has no start page yet, make it; return whether.

    A site that is set up keeps what its editors changed, renamed and deleted: it may run with
    every update.
    """
    sync_roles()
    adopt_wagtails_defaults()
    site = Site.objects.filter(is_default_site=True).first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return False
    make_site()
    starter_synonyms.load()
    return True


def make_site() -> dict[str, SectionPage]:
    """Make the pages and collections that are missing; return the sections by slug."""
    _collections()
    home = _home()
    sections = {row[0]: _section(home, *row) for row in SECTIONS}
    for slug, title, summary, body in LEGAL:
        make_page(home, InfoPage, slug, title=title, summary=summary, body=stream(body))
    return sections


def make_page(parent: Page, model: type[P], slug: str, **fields: Any) -> tuple[P, bool]:
    """Return the page `slug` below `parent` and whether it was made (published, with revision)."""
    found = model.objects.child_of(parent).filter(slug=slug).first()
    if found is not None:
        return found, False
    page = parent.add_child(instance=model(slug=slug, **fields))
    page.save_revision().publish()
    return page, True


def restrict(page: Page, groups: tuple[str, ...]) -> None:
    """Show `page` and what is below it to `groups` alone, unless it is restricted already."""
    row, made = PageViewRestriction.objects.get_or_create(
        page=page, defaults={"restriction_type": PageViewRestriction.GROUPS}
    )
    if made:
        row.groups.set(_groups(groups))


def _groups(names: tuple[str, ...]) -> list[Group]:
    return [Group.objects.get_or_create(name=name)[0] for name in names]


def _collections() -> None:
    root = Collection.get_first_root_node()
    for name, groups in COLLECTIONS:
        collection = root.get_children().filter(name=name).first() or root.add_child(name=name)
        row, made = CollectionViewRestriction.objects.get_or_create(
            collection=collection,
            defaults={"restriction_type": CollectionViewRestriction.GROUPS},
        )
        if made:
            row.groups.set(_groups(groups))


def _home() -> HomePage:
    """Return the start page of the default site, in place of Wagtail's welcome page."""
    home, _made = make_page(
        Page.get_first_root_node(),
        HomePage,
        "portal",
        title="Integration im Rhein-Sieg-Kreis",
        summary="Angebote finden, Wissen teilen, gemeinsam handeln.",
        body=stream([HOME_INTRO]),
    )
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
    elif site.root_page_id != home.pk and not isinstance(site.root_page.specific, HomePage):
        welcome = site.root_page
        site.root_page = home
        site.save()
        if welcome.specific_class is Page and not welcome.is_root():
            welcome.delete()
    return home


def _section(
    home: Page, slug: str, title: str, summary: str, order: str, groups: tuple[str, ...]
) -> SectionPage:
    page, made = make_page(
        home,
        SectionPage,
        slug,
        title=title,
        summary=summary,
        child_order=order,
        show_in_menus=True,
        owner_unit=UNIT,
    )
    if made and groups:
        restrict(page, groups)
    return page
