"""Addresses of the library beside its pages."""

from django.urls import path

from content.library.publishing import views

app_name = "library"

urlpatterns = [
    path("fassung/<int:pk>/gelesen/", views.acknowledge, name="acknowledge"),
]
