"""The API's router, one line a resource, and its OpenAPI description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from dashboards.api import HealthViewSet
from projects.api import ProjectViewSet
from risks.api import RiskViewSet
from schedules.api import ActivityViewSet, DependencyViewSet

router = DefaultRouter()
router.register("projects", ProjectViewSet, basename="api_project")
router.register("activities", ActivityViewSet, basename="api_activity")
router.register("dependencies", DependencyViewSet, basename="api_dependency")
router.register("risks", RiskViewSet, basename="api_risk")
router.register("health", HealthViewSet, basename="api_health")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("", include(router.urls)),
]
