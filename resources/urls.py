"""Addresses of calendars."""

from django.urls import path

from resources import views

urlpatterns = [
    path("projects/<key>/calendars/", views.calendar_list, name="calendar_list"),
    path("projects/<key>/calendars/new/", views.calendar_create, name="calendar_create"),
    path("projects/<key>/calendars/<int:pk>/", views.calendar_edit, name="calendar_edit"),
    path("projects/<key>/calendars/<int:pk>/delete/", views.calendar_delete, name="calendar_delete"),
    path(
        "projects/<key>/calendars/<int:pk>/exceptions/",
        views.calendar_exception_create,
        name="calendar_exception_create",
    ),
    path(
        "projects/<key>/calendars/<int:pk>/exceptions/<int:exception>/delete/",
        views.calendar_exception_delete,
        name="calendar_exception_delete",
    ),
]
