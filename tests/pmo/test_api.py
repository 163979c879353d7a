"""The API's description builds without a warning and names what it must."""

import warnings

from django.test import Client
from drf_spectacular.drainage import GENERATOR_STATS
from drf_spectacular.generators import SchemaGenerator


def test_the_schema_builds_without_warnings(capsys):
    GENERATOR_STATS.reset()
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        schema = SchemaGenerator().get_schema(request=None, public=True)
    GENERATOR_STATS.emit_summary()
    assert capsys.readouterr().err == ""
    assert {"/api/risks/", "/api/risks/{id}/", "/api/risks/{id}/close/", "/api/projects/{key}/"} <= set(
        schema["paths"]
    )
    assert schema["components"]["securitySchemes"]["token"] == {"type": "http", "scheme": "bearer"}


def test_the_schema_is_served(db):
    answer = Client().get("/api/schema/")
    assert answer.status_code == 200
    assert b"Throughline API" in answer.content
