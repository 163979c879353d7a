"""Mount each app's URLs."""

from django.urls import include, path

from pmo import health

urlpatterns = [
    path("healthz/live", health.live, name="health_live"),
    path("healthz/ready", health.ready, name="health_ready"),
    path("api/", include("pmo.api")),
    path("accounts/", include("allauth.urls")),
    path("", include("accounts.urls")),
    path("", include("notifications.urls")),
    path("", include("projects.urls")),
    path("", include("resources.urls")),
    path("", include("schedules.urls")),
    path("", include("budgets.urls")),
    path("", include("risks.urls")),
    path("", include("stakeholders.urls")),
    path("", include("dashboards.urls")),
]
