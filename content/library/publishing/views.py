"""What readers can do with an edition."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from content.library import access
from content.library.models import Edition
from content.library.publishing.acknowledge import acknowledge as note_reading


@require_POST
@login_required
def acknowledge(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that the person has read the edition, and lead back to it."""
    edition = get_object_or_404(Edition.objects.select_related("page"), pk=pk)
    page = edition.page.specific
    access.require_view(page, request)
    if not page.live or not edition.ask_acknowledgement:
        raise Http404
    note_reading(edition, request.user)
    messages.success(request, _("Thank you. It is noted that you have read this edition."))
    return redirect(page.edition_url(edition))
