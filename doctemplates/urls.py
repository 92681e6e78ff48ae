"""Addresses of the Word templates beside their pages: none, the pages carry their own."""

from django.urls import URLPattern

app_name = "doctemplates"
urlpatterns: list[URLPattern] = []
