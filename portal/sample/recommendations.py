"""Sample recommendations of the search: words and the page that stands above the results."""

from wagtail.contrib.search_promotions.models import Query, SearchPromotion
from wagtail.models import Page

# words, end of the address of the page, why
ROWS = (
    (
        "zielplan",
        "/vorlagen/zielvereinbarung/",
        "Hier entsteht der Zielplan: als Formular im Browser.",
    ),
    ("hilfeplan", "/vorlagen/zielvereinbarung/", "Im Kreis heißt der Hilfeplan Zielvereinbarung."),
    ("case management", "/konzepte/cm-konzept/", "Wie Case Management im Kreis gedacht ist."),
)


def load() -> None:
    """Make the recommendations that are missing."""
    for words, address, why in ROWS:
        page = Page.objects.live().filter(url_path__endswith=address).first()
        query, _ = Query.objects.get_or_create(query_string=words)
        if page is not None and not query.editors_picks.exists():
            SearchPromotion.objects.create(query=query, page=page, description=why, sort_order=0)
