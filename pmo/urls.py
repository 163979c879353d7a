"""Mount each app's URLs."""

from django.urls import include, path

urlpatterns = [
    path("api/", include("pmo.api")),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("projects.urls")),
]
