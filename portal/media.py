"""Images of pages are served by the portal itself; documents go through Wagtail's checked view."""

from pathlib import PurePosixPath

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe
from django.views.static import serve

IMAGE_FOLDERS = frozenset({"images", "original_images"})


@require_safe
def serve_image(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve MEDIA_ROOT/`path` if it lies in a folder of images, else answer 404.

    Documents lie beside them under MEDIA_ROOT and may be private: they never leave this way.
    """
    parts = PurePosixPath(path).parts
    if ".." in parts or len(parts) < 2 or parts[0] not in IMAGE_FOLDERS:
        raise Http404
    response = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    response.headers["Cache-Control"] = "public, max-age=86400"
    return response
