"""Addresses of the risk register."""

from django.urls import path

from risks import views

urlpatterns = [
    path("risks/", views.site_risks, name="site_risks"),
    path("projects/<key>/risks/", views.risk_list, name="risk_list"),
    path("projects/<key>/risks/new/", views.risk_create, name="risk_create"),
    path("projects/<key>/risks/<int:number>/", views.risk_detail, name="risk_detail"),
    path("projects/<key>/risks/<int:number>/edit/", views.risk_edit, name="risk_edit"),
    path("projects/<key>/risks/<int:number>/close/", views.risk_close, name="risk_close"),
    path("projects/<key>/risks/<int:number>/reopen/", views.risk_reopen, name="risk_reopen"),
]
