"""One page shape, one error shape, plan times and filters for the API."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import exceptions, serializers, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.errors import Conflict, DomainError
from engine.calendars import from_minute

TRUE_FALSE = {"true": True, "false": False}


class Pages(PageNumberPagination):
    """100 rows a page, up to 500 by ``?page_size=``."""

    page_size_query_param = "page_size"
    max_page_size = 500


@extend_schema_field({"type": "string", "pattern": r"^\d{4}-\d\d-\d\dT\d\d:\d\d$", "readOnly": True})
class PlanTime(serializers.Field[int, Any, str, int]):
    """A plan time as ``2027-01-04T08:00``: local to the project, without a zone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(read_only=True, **kwargs)

    def to_representation(self, value: int) -> str:
        return from_minute(value).isoformat(timespec="minutes")


def chosen(request: Request, columns: Mapping[str, str]) -> dict[str, Any]:
    """Return the filters that the address names.

    Parameters
    ----------
    columns
        Name in the address → column. After the name, ``?`` asks for true or false and ``#`` for an id.

    Raises
    ------
    ValidationError
        If the address has something else there.
    """
    filters = {}
    for name, column in columns.items():
        word = name.rstrip("?#")
        if word in request.query_params:
            filters[column] = _read(word, name[len(word) :], request.query_params[word])
    return filters


def _read(word: str, shape: str, value: str) -> Any:
    if shape == "?" and value not in TRUE_FALSE:
        raise serializers.ValidationError({word: [_("Write true or false.")]})
    if shape == "#" and not (value.isdecimal() and len(value) < 19):
        raise serializers.ValidationError({word: [_("Write the id, a whole number.")]})
    if shape == "#":
        return int(value)
    return TRUE_FALSE[value] if shape == "?" else value


def handle_error(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer every refusal as ``{"error": {"code", "message", "fields"}}``."""
    if isinstance(error, DomainError):
        fields = {error.field: [error.message]} if error.field else {}
        code = (
            status.HTTP_409_CONFLICT if isinstance(error, Conflict) else status.HTTP_422_UNPROCESSABLE_ENTITY
        )
        return Response(_body(error.code, error.message, fields), status=code)
    response = exception_handler(error, context)
    if response is None:
        return None
    if isinstance(error, exceptions.ValidationError):
        fields = response.data if isinstance(response.data, dict) else {"non_field_errors": response.data}
        response.data = _body("invalid", "Some fields are not as expected.", fields)
    else:
        response.data = _body(_code(error), _message(error, response), {})
    return response


def _code(error: Exception) -> str:
    if isinstance(error, Http404):
        return "not_found"
    if isinstance(error, PermissionDenied):
        return "permission_denied"
    return str(getattr(error, "default_code", "error"))


def _message(error: Exception, response: Response) -> str:
    if isinstance(error, Http404):
        return "There is no such thing, or it is not yours to see."
    return str(response.data.get("detail", error)) if isinstance(response.data, dict) else str(error)


def _body(code: str, message: str, fields: Any) -> dict[str, Any]:
    return {"error": {"code": code, "message": message, "fields": fields}}
