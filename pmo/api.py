"""The API's router, one line a resource, and its OpenAPI description."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.routers import DefaultRouter

from risks.api import RiskViewSet

router = DefaultRouter()
router.register("risks", RiskViewSet, basename="api_risk")

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(), name="api_schema"),
    path("", include(router.urls)),
]
