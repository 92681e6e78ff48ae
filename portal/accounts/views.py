"""Login, logout, own account. What is more is Django's own views in the portal's look."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import views as auth_views
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from portal.accounts.forms import LoginForm, ProfileForm
from portal.accounts.models import User


class LoginView(auth_views.LoginView):
    authentication_form = LoginForm
    redirect_authenticated_user = False
    extra_context = {"crumbs": []}


class AccountView(LoginRequiredMixin, UpdateView):
    form_class = ProfileForm
    template_name = "accounts/account.html"
    success_url = reverse_lazy("account")

    def get_object(self, queryset: Any = None) -> User:
        user = self.request.user
        assert isinstance(user, User)  # LoginRequiredMixin let nobody else in
        return User.objects.select_related("organization").get(pk=user.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(crumbs=[(_("My account"), "")], **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your details have been saved."))
        return super().form_valid(form)


class PasswordChangeView(auth_views.PasswordChangeView):
    success_url = reverse_lazy("account")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        crumbs = [(_("My account"), reverse_lazy("account")), (_("Change password"), "")]
        return super().get_context_data(crumbs=crumbs, **kwargs)

    def form_valid(self, form: Any) -> HttpResponse:
        messages.success(self.request, _("Your password has been changed."))
        return super().form_valid(form)


def to_login(request: HttpRequest) -> HttpResponse:
    """Redirect to the portal's login, with `next` where it is an address of this site."""
    following = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        following, {request.get_host()}, require_https=request.is_secure()
    )
    query = f"?{urlencode({'next': following})}" if safe else ""
    return redirect(reverse("login") + query)


def to_password_reset(request: HttpRequest, rest: str = "") -> HttpResponse:
    """Redirect to the portal's form for a forgotten password, from whichever step (`rest`)."""
    return redirect("password_reset")


def lockout(request: HttpRequest, response: Any = None, credentials: Any = None) -> HttpResponse:
    """Answer too many failed logins (called by django-axes) with how long to wait."""
    return render(request, "accounts/lockout.html", {"crumbs": []}, status=429)
