"""Images of pages are served by the portal itself; documents go through Wagtail's checked view."""

from pathlib import PurePosixPath

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve
from wagtail.images import get_image_model

from content.library.collection_rules import closed_collections

PUBLIC = "public, max-age=86400"
PRIVATE = "private, no-cache"


@require_safe
def serve_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve MEDIA_ROOT/`path` if it is an image whose collection the person may open, else 404.

    Documents lie beside them under MEDIA_ROOT and may be private: they never leave this way.
    """
    collection = _collection_of(path)
    if collection is None:
        raise Http404
    public = collection not in closed_collections(AnonymousUser())
    if not public and collection in closed_collections(request.user):
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = PUBLIC if public else PRIVATE
    return response


def _collection_of(path: str) -> int | None:
    """Return the id of the collection of the image or rendition at `path`; None if unknown."""
    parts = PurePosixPath(path).parts
    if ".." in parts or len(parts) < 2:
        return None
    images = get_image_model()
    if parts[0] == "original_images":
        return images.objects.filter(file=path).values_list("collection", flat=True).first()
    if parts[0] == "images":
        renditions = images.get_rendition_model().objects.filter(file=path)
        return renditions.values_list("image__collection", flat=True).first()
    return None
