"""Addresses below /angebote/."""

from django.urls import path

from content.directory import views

app_name = "directory"

urlpatterns = [
    path("", views.ServiceListView.as_view(), name="list"),
    path("traeger/", views.OrganizationListView.as_view(), name="organizations"),
    path("traeger/<slug:slug>/", views.OrganizationDetailView.as_view(), name="organization"),
    path("<slug:slug>/", views.ServiceDetailView.as_view(), name="service"),
]
