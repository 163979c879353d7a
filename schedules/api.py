"""Activities and dependencies over the API: read only, with the dates and floats the pages show."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema, extend_schema_view
from rest_framework import serializers
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.api import actor_of
from common.api import PlanTime, chosen
from projects.models import Project
from schedules.models.activities import Activity, ActivityKind
from schedules.models.dependencies import Dependency

PROJECT = OpenApiParameter("project", str, description="Only rows of the project with this key.")


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    """An activity, milestone or summary; durations and floats are whole working minutes."""

    project = serializers.SlugRelatedField[Project](slug_field="key", read_only=True)
    manual_start = PlanTime(allow_null=True)
    manual_finish = PlanTime(allow_null=True)
    constraint_date = PlanTime(allow_null=True)
    deadline = PlanTime(allow_null=True)
    actual_start = PlanTime(allow_null=True)
    actual_finish = PlanTime(allow_null=True)
    start = PlanTime(allow_null=True)
    finish = PlanTime(allow_null=True)
    early_start = PlanTime(allow_null=True)
    early_finish = PlanTime(allow_null=True)
    late_start = PlanTime(allow_null=True)
    late_finish = PlanTime(allow_null=True)

    class Meta:
        model = Activity
        fields = [
            "id",
            "project",
            "code",
            "wbs",
            "name",
            "kind",
            "parent",
            "level",
            "sequence",
            "is_summary",
            "active",
            "calendar",
            "mode",
            "manual_start",
            "manual_finish",
            "duration",
            "remaining_duration",
            "percent_complete",
            "physical_percent",
            "constraint",
            "constraint_date",
            "deadline",
            "actual_start",
            "actual_finish",
            "start",
            "finish",
            "early_start",
            "early_finish",
            "late_start",
            "late_finish",
            "total_float",
            "free_float",
            "critical",
            "longest_path",
            "version",
        ]
        read_only_fields = fields


class DependencySerializer(serializers.ModelSerializer[Dependency]):
    """A link between two activities; the lag is in whole minutes, or in percent if its unit says so."""

    project = serializers.SlugRelatedField[Project](slug_field="key", read_only=True)
    predecessor_code = serializers.CharField(source="predecessor.code", read_only=True)
    successor_code = serializers.CharField(source="successor.code", read_only=True)

    class Meta:
        model = Dependency
        fields = [
            "id",
            "project",
            "predecessor",
            "predecessor_code",
            "successor",
            "successor_code",
            "kind",
            "lag",
            "lag_unit",
            "driving",
        ]
        read_only_fields = fields


ACTIVITY_FILTERS = [
    PROJECT,
    OpenApiParameter("kind", str, enum=list(ActivityKind), description="Only activities of this kind."),
    OpenApiParameter("critical", bool, description="Only critical activities, or only the others."),
    OpenApiParameter("is_summary", bool, description="Only summaries, or only the others."),
]
ACTIVITY_COLUMNS = {
    "project": "project__key",
    "kind": "kind",
    "critical?": "critical",
    "is_summary?": "is_summary",
}
LINK_FILTERS = [
    PROJECT,
    OpenApiParameter("predecessor", int, description="Only links out of the activity with this id."),
    OpenApiParameter("successor", int, description="Only links into the activity with this id."),
]
LINK_COLUMNS = {
    "project": "project__key",
    "predecessor#": "predecessor",
    "successor#": "successor",
}


@extend_schema_view(list=extend_schema(parameters=ACTIVITY_FILTERS))
class ActivityViewSet(ReadOnlyModelViewSet[Activity]):
    """The activities of every project whose schedule the caller can see, in the order of the tree."""

    access = {"list": "schedule.view", "retrieve": "schedule.view"}
    queryset = Activity.objects.none()
    serializer_class = ActivitySerializer

    def get_queryset(self) -> QuerySet[Activity]:
        rows = Activity.objects.visible_to(actor_of(self.request)).select_related("project")
        if self.action == "list":
            rows = rows.filter(**chosen(self.request, ACTIVITY_COLUMNS))
        return rows.order_by("project_id", "sequence", "pk")


@extend_schema_view(list=extend_schema(parameters=LINK_FILTERS))
class DependencyViewSet(ReadOnlyModelViewSet[Dependency]):
    """The dependencies of every project whose schedule the caller can see."""

    access = {"list": "schedule.view", "retrieve": "schedule.view"}
    queryset = Dependency.objects.none()
    serializer_class = DependencySerializer

    def get_queryset(self) -> QuerySet[Dependency]:
        rows = Dependency.objects.visible_to(actor_of(self.request))
        if self.action == "list":
            rows = rows.filter(**chosen(self.request, LINK_COLUMNS))
        return rows.select_related("project", "predecessor", "successor").order_by("project_id", "pk")
