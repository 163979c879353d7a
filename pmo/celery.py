"""The Celery app and the beat timetable. Workers are told ids only and re-read the rows."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "pmo.settings")

app = Celery("throughline")
app.config_from_object("django.conf:settings", namespace="CELERY")
