"""Addresses of the Word templates beside their pages, which carry their own."""

from django.urls import path

from doctemplates.batch import run_views, start_views

app_name = "doctemplates"
urlpatterns = [
    path("stapel/", start_views.run_list, name="batch_list"),
    path("stapel/neu/<int:pk>/", start_views.organizations, name="batch_organizations"),
    path("stapel/neu/<int:pk>/tabelle/", start_views.table, name="batch_table"),
    path("stapel/neu/<int:pk>/tabelle.xlsx", start_views.blank, name="batch_blank"),
    path("stapel/<uuid:pk>/", run_views.run, name="batch_run"),
    path("stapel/<uuid:pk>/spalten/", run_views.columns, name="batch_columns"),
    path("stapel/<uuid:pk>/stand/", run_views.status, name="batch_status"),
    path("stapel/<uuid:pk>/starten/", run_views.start, name="batch_start"),
    path("stapel/<uuid:pk>/abbrechen/", run_views.cancel, name="batch_cancel"),
    path("stapel/<uuid:pk>/loeschen/", run_views.delete, name="batch_delete"),
    path("stapel/<uuid:pk>/ablegen/", run_views.file_rows, name="batch_file"),
    path("stapel/<uuid:pk>/dateien.zip", run_views.download, name="batch_zip"),
]
