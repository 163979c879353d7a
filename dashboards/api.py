"""Computed health over the API: the same pictures the pages show, with the caller's rights applied."""

from collections.abc import Sequence
from typing import Any

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.api import actor_of
from common.api import PlanTime
from dashboards.queries.picture import Picture
from dashboards.queries.status import current_pictures, for_reader
from engine.health import Colour
from projects.models import Project


class AreaSerializer(serializers.Serializer[Any]):
    """One area's colour with the sentence that proves it."""

    area = serializers.CharField(source="key")
    colour = serializers.ChoiceField([colour.value for colour in Colour])
    sentence = serializers.CharField()


class HealthSerializer(serializers.Serializer[Any]):
    """A project's computed health; the cost area is there only for callers who see amounts."""

    project = serializers.CharField()
    day = serializers.DateField(source="picture.day")
    revision = serializers.IntegerField(source="picture.revision")
    colour = serializers.ChoiceField([colour.value for colour in Colour], source="picture.colour")
    sentence = serializers.CharField(source="picture.sentence")
    areas = AreaSerializer(many=True, source="picture.areas")
    finish = PlanTime(source="picture.finish", allow_null=True)
    progress = serializers.FloatField(source="picture.progress")


class HealthViewSet(GenericViewSet[Project]):
    """Computed health of the live projects the caller can see; one is opened by its project's key."""

    access = {"list": "project.view", "retrieve": "project.view"}
    queryset = Project.objects.none()
    serializer_class = HealthSerializer
    lookup_field = "key"

    def get_queryset(self) -> QuerySet[Project]:
        return Project.objects.visible_to(actor_of(self.request)).live().order_by("key")

    @extend_schema(responses=HealthSerializer(many=True))
    def list(self, request: Request) -> Response:
        page = self.paginate_queryset(self.get_queryset()) or []
        return self.get_paginated_response(self.get_serializer(_healths(request, page), many=True).data)

    def retrieve(self, request: Request, key: str) -> Response:
        project = get_object_or_404(self.get_queryset(), key=key)
        return Response(self.get_serializer(_healths(request, [project])[0]).data)


def _healths(request: Request, projects: Sequence[Project]) -> list[dict[str, str | Picture]]:
    actor, pictures = actor_of(request), current_pictures(projects, timezone.now().date())
    return [{"project": p.key, "picture": for_reader(pictures[p.pk], p, actor)} for p in projects]
