"""Risks over the API: read, create, close. The same rows, rights and services as the pages."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import mixins, serializers, status
from rest_framework.decorators import action
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api import actor_of, require
from accounts.models import User
from common.api import chosen
from common.errors import DomainError
from projects.models import Project
from projects.queries.people import people_who_see
from risks.models import CLOSING, Risk, Status
from risks.services.register import close_risk, create_risk


class RiskSerializer(serializers.ModelSerializer[Risk]):
    """A risk as the register shows it."""

    project = serializers.SlugRelatedField[Project](slug_field="key", read_only=True)
    code = serializers.CharField(read_only=True)
    owner_name = serializers.CharField(source="owner.name", default=None, read_only=True)
    target_score = serializers.IntegerField(read_only=True, allow_null=True)

    class Meta:
        model = Risk
        fields = [
            "id",
            "project",
            "number",
            "code",
            "title",
            "kind",
            "category",
            "cause",
            "event",
            "effect",
            "probability",
            "percent",
            "impact",
            "score",
            "proximity",
            "owner",
            "owner_name",
            "strategy",
            "response",
            "response_due",
            "target_probability",
            "target_impact",
            "target_score",
            "review_date",
            "status",
            "closed_reason",
            "closed_at",
            "created_at",
            "updated_at",
            "version",
        ]
        read_only_fields = fields


class NewRiskSerializer(serializers.ModelSerializer[Risk]):
    """What a new risk needs; ``project`` is a key, ``owner`` the id of somebody who sees the project."""

    project = serializers.CharField(max_length=10)
    owner = serializers.IntegerField(required=False, allow_null=True)

    class Meta:
        model = Risk
        fields = [
            "project",
            "title",
            "kind",
            "category",
            "cause",
            "event",
            "effect",
            "probability",
            "percent",
            "impact",
            "proximity",
            "owner",
            "strategy",
            "response",
            "response_due",
            "target_probability",
            "target_impact",
            "review_date",
        ]
        validators: list[Any] = []


class CloseSerializer(serializers.Serializer[Risk]):
    """Why a risk is closed; ``version`` guards against closing what somebody just changed."""

    reason = serializers.CharField(max_length=2000)
    status = serializers.ChoiceField(
        choices=[(s.value, s.label) for s in CLOSING], default=Status.CLOSED.value
    )
    version = serializers.IntegerField(required=False)


FILTERS = [
    OpenApiParameter("project", str, description="Only risks of the project with this key."),
    OpenApiParameter("status", str, enum=list(Status), description="Only risks in this state."),
]


class RiskViewSet(
    mixins.ListModelMixin, mixins.RetrieveModelMixin, mixins.CreateModelMixin, GenericViewSet[Risk]
):
    """The risks of every project the caller can see."""

    access = {"list": "risk.view", "retrieve": "risk.view", "create": "risk.create", "close": "risk.edit"}
    queryset = Risk.objects.none()
    serializer_class = RiskSerializer

    def get_queryset(self) -> QuerySet[Risk]:
        rows = Risk.objects.visible_to(actor_of(self.request)).select_related("project", "owner")
        if self.action == "list":
            rows = rows.filter(**chosen(self.request, {"project": "project__key", "status": "status"}))
        return rows.order_by("project_id", "number")

    @extend_schema(parameters=FILTERS)
    def list(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        return super().list(request, *args, **kwargs)

    @extend_schema(request=NewRiskSerializer, responses={201: RiskSerializer})
    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        body = NewRiskSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        values = dict(body.validated_data)
        project = _project(request, values.pop("project"))
        actor = require(request, "risk.create", project)
        values["owner"] = _owner(project, values.pop("owner", None))
        risk = create_risk(actor=actor, project=project, **values)
        return Response(RiskSerializer(risk).data, status=status.HTTP_201_CREATED)

    @extend_schema(request=CloseSerializer, responses=RiskSerializer)
    @action(detail=True, methods=["post"])
    def close(self, request: Request, pk: str) -> Response:
        risk = self.get_object()
        actor = require(request, "risk.edit", risk)
        body = CloseSerializer(data=request.data)
        body.is_valid(raise_exception=True)
        values = {"version": risk.version} | body.validated_data
        return Response(RiskSerializer(close_risk(actor=actor, risk=risk, **values)).data)


def _project(request: Request, key: str) -> Project:
    project = Project.objects.visible_to(actor_of(request)).filter(key=key).first()
    if project is None:
        message = _("There is no project %(key)s, or it is not yours to see.") % {"key": key}
        raise DomainError("project_unknown", message, "project")
    return project


def _owner(project: Project, pk: int | None) -> User | None:
    if pk is None:
        return None
    owner = people_who_see(project).filter(pk=pk).first()
    if owner is None:
        message = _("The owner must be somebody who can see this project.")
        raise DomainError("owner_outside", message, "owner")
    return owner
