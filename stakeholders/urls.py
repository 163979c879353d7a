"""Addresses of the stakeholder register."""

from django.urls import path

from stakeholders import views

urlpatterns = [
    path("projects/<key>/stakeholders/", views.stakeholder_list, name="stakeholder_list"),
    path("projects/<key>/stakeholders/new/", views.stakeholder_create, name="stakeholder_create"),
    path("projects/<key>/stakeholders/<int:pk>/", views.stakeholder_detail, name="stakeholder_detail"),
    path("projects/<key>/stakeholders/<int:pk>/edit/", views.stakeholder_edit, name="stakeholder_edit"),
    path("projects/<key>/stakeholders/<int:pk>/delete/", views.stakeholder_delete, name="stakeholder_delete"),
    path("projects/<key>/stakeholders/<int:pk>/digest/", views.digest_edit, name="digest_edit"),
    path("projects/<key>/stakeholders/<int:pk>/digest/end/", views.digest_end, name="digest_end"),
]
