"""Addresses of the schedule."""

from django.urls import path

from schedules.views import activity, gantt, grid, imports, options

urlpatterns = [
    path("projects/<key>/schedule/gantt/", gantt.gantt, name="gantt"),
    path("projects/<key>/schedule/gantt.json", gantt.gantt_data, name="gantt_data"),
    path("imports/new/", imports.plan_import_create, name="plan_import_create"),
    path("imports/<int:pk>/", imports.plan_import, name="plan_import"),
    path("imports/<int:pk>/cancel/", imports.plan_import_cancel, name="plan_import_cancel"),
    path("projects/<key>/schedule/", grid.schedule, name="schedule"),
    path("projects/<key>/schedule/undo/", grid.schedule_undo, name="schedule_undo"),
    path("projects/<key>/schedule/redo/", grid.schedule_redo, name="schedule_redo"),
    path("projects/<key>/schedule/options/", options.schedule_options, name="schedule_options"),
    path("projects/<key>/activities/", grid.activity_create, name="activity_create"),
    path("projects/<key>/activities/<int:pk>/", activity.activity_detail, name="activity_detail"),
    path("projects/<key>/activities/<int:pk>/why/", activity.activity_why, name="activity_why"),
    path("projects/<key>/activities/<int:pk>/edit/", activity.activity_edit, name="activity_edit"),
    path("projects/<key>/activities/<int:pk>/indent/", grid.activity_indent, name="activity_indent"),
    path("projects/<key>/activities/<int:pk>/outdent/", grid.activity_outdent, name="activity_outdent"),
    path("projects/<key>/activities/<int:pk>/move/", grid.activity_move, name="activity_move"),
    path("projects/<key>/activities/<int:pk>/delete/", grid.activity_delete, name="activity_delete"),
    path("projects/<key>/activities/<int:pk>/links/", activity.dependency_create, name="dependency_create"),
    path(
        "projects/<key>/activities/<int:pk>/links/<int:link>/",
        activity.dependency_edit,
        name="dependency_edit",
    ),
    path(
        "projects/<key>/activities/<int:pk>/links/<int:link>/delete/",
        activity.dependency_delete,
        name="dependency_delete",
    ),
    path("projects/<key>/activities/<int:pk>/<slug:column>/", grid.activity_cell, name="activity_cell"),
]
