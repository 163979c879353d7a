"""Wiring: settings, URLs, Celery, API router and the embedded default. No business word in here."""

from pmo.celery import app as celery_app

__all__ = ["celery_app"]
