"""What Throughline's lists are measured against: the plainest Django page that shows 100 rows.

The middleware of a new Django project, one query, one template with a table of six columns and nothing else.
It reads the activities of the same database. It exists for ``benchmarks.pages`` only.
"""

import time
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.urls import path

from pmo import environment

settings.configure(
    SECRET_KEY="only for the benchmark",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF="benchmarks.bare",
    DATABASES={"default": environment.database()},
    INSTALLED_APPS=["django.contrib.contenttypes", "django.contrib.auth", "django.contrib.sessions"],
    MIDDLEWARE=[
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    USE_TZ=True,
)
django.setup()


class Row(models.Model):
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=255)
    duration = models.BigIntegerField()
    start = models.BigIntegerField(null=True)
    finish = models.BigIntegerField(null=True)
    percent_complete = models.FloatField()

    class Meta:
        app_label = "bare"
        managed = False
        db_table = "schedules_activity"


TEMPLATE = Engine().from_string(
    "<!doctype html><title>Rows</title><table>"
    "{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.name }}</td><td>{{ row.duration }}</td>"
    "<td>{{ row.start }}</td><td>{{ row.finish }}</td><td>{{ row.percent_complete }}</td></tr>{% endfor %}"
    "</table>"
)


def rows(request: HttpRequest) -> HttpResponse:
    return HttpResponse(TEMPLATE.render(Context({"rows": Row.objects.order_by("pk")[:100]})))


urlpatterns = [path("", rows)]
inner = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Any) -> Any:
    """Serve the page, and tell its CPU time as ``benchmarks.measured_wsgi`` does."""
    began = time.thread_time()

    def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Any:
        cost = [("X-Statements", "1"), ("X-Cpu-Ms", f"{(time.thread_time() - began) * 1000:.3f}")]
        return start_response(status, headers + cost, *rest)

    return inner(environ, start)
