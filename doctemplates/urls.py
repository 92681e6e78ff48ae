"""Addresses of the Word templates beside their pages: none yet, the pages carry their own routes."""

from django.urls import URLPattern

app_name = "doctemplates"
urlpatterns: list[URLPattern] = []
