"""The OpenAPI description builds without a warning."""

from io import StringIO

from django.core.management import call_command


def test_openapi_builds_without_warnings():
    out, err = StringIO(), StringIO()
    call_command("spectacular", validate=True, fail_on_warn=True, stdout=out, stderr=err)
    assert "openapi: 3" in out.getvalue()
    assert err.getvalue() == ""
