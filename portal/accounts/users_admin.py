"""Wagtail's user administration, told to use the portal's forms."""

from wagtail.users.apps import WagtailUsersAppConfig


class UsersAdminConfig(WagtailUsersAppConfig):
    user_viewset = "portal.accounts.users_viewset.UserViewSet"
