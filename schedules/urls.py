"""Addresses of plans."""

from django.urls import path

from schedules.views import imports

urlpatterns = [
    path("imports/new/", imports.plan_import_create, name="plan_import_create"),
    path("imports/<int:pk>/", imports.plan_import, name="plan_import"),
    path("imports/<int:pk>/cancel/", imports.plan_import_cancel, name="plan_import_cancel"),
]
