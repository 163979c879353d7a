"""Projects over the API: read only."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.api import actor_of
from common.api import PlanTime, chosen
from projects.models import Project, ProjectState


class ProjectSerializer(serializers.ModelSerializer[Project]):
    """A project: its place, its dates and the tolerances its health is computed against."""

    portfolio_name = serializers.CharField(source="portfolio.name", read_only=True)
    programme_name = serializers.CharField(source="programme.name", default=None, read_only=True)
    manager_name = serializers.CharField(source="manager.name", default=None, read_only=True)
    planned_start = PlanTime()
    must_finish_by = PlanTime(allow_null=True)
    data_date = PlanTime(allow_null=True)

    class Meta:
        model = Project
        fields = [
            "id",
            "key",
            "name",
            "objective",
            "state",
            "portfolio",
            "portfolio_name",
            "programme",
            "programme_name",
            "manager",
            "manager_name",
            "planned_start",
            "must_finish_by",
            "data_date",
            "currency",
            "time_tolerance",
            "cost_tolerance",
            "risk_threshold",
            "update_cadence",
            "archived_at",
            "created_at",
            "updated_at",
            "revision",
            "version",
        ]
        read_only_fields = fields


FILTERS = [
    OpenApiParameter("portfolio", int, description="Only projects of the portfolio with this id."),
    OpenApiParameter("programme", int, description="Only projects of the programme with this id."),
    OpenApiParameter("state", str, enum=list(ProjectState), description="Only projects in this state."),
    OpenApiParameter("archived", bool, description="true: the archived ones; otherwise the live ones."),
]
COLUMNS = {"portfolio#": "portfolio", "programme#": "programme", "state": "state"}


@extend_schema_view(list=extend_schema(parameters=FILTERS))
class ProjectViewSet(ReadOnlyModelViewSet[Project]):
    """The projects the caller can see; one is opened by its key."""

    access = {"list": "project.view", "retrieve": "project.view"}
    queryset = Project.objects.none()
    serializer_class = ProjectSerializer
    lookup_field = "key"

    def get_queryset(self) -> QuerySet[Project]:
        rows = Project.objects.visible_to(actor_of(self.request))
        if self.action == "list":
            archived = chosen(self.request, {"archived?": "archived"}).get("archived", False)
            rows = rows.filter(archived_at__isnull=not archived, **chosen(self.request, COLUMNS))
        return rows.select_related("portfolio", "programme", "manager").order_by("key")
