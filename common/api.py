"""One page shape and one error shape for the API."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from rest_framework import exceptions, status
from rest_framework.pagination import PageNumberPagination
from rest_framework.response import Response
from rest_framework.views import exception_handler

from common.errors import Conflict, DomainError


class Pages(PageNumberPagination):
    """100 rows a page, up to 500 by ``?page_size=``."""

    page_size_query_param = "page_size"
    max_page_size = 500


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
