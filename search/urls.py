"""Addresses of the search."""

from django.urls import path

from search import views

app_name = "search"

urlpatterns = [
    path("", views.results_page, name="results"),
    path("angebote/", views.directory, name="directory"),
    path("vorschlaege/", views.suggest, name="suggest"),
]
