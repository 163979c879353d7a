"""Addresses of plans."""

from django.urls import path

from schedules.views import gantt, imports

urlpatterns = [
    path("projects/<key>/schedule/gantt/", gantt.gantt, name="gantt"),
    path("projects/<key>/schedule/gantt.json", gantt.gantt_data, name="gantt_data"),
    path("imports/new/", imports.plan_import_create, name="plan_import_create"),
    path("imports/<int:pk>/", imports.plan_import, name="plan_import"),
    path("imports/<int:pk>/cancel/", imports.plan_import_cancel, name="plan_import_cancel"),
]
