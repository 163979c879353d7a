"""Mount each app's URLs."""

from django.urls import include, path
from django.views.generic import RedirectView

from pmo import health

urlpatterns = [
    path("healthz/live", health.live, name="health_live"),
    path("healthz/ready", health.ready, name="health_ready"),
    path("api/", include("pmo.api")),
    # An address is who a person is: it changes by invitation only, so that the audit trail knows.
    path("accounts/email/", RedirectView.as_view(pattern_name="profile"), name="email_is_fixed"),
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
