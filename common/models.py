"""The audit trail: append-only events in one hash chain a project."""

from django.db import models


class AuditChain(models.Model):
    """Head of one chain of events; locked while an event is appended."""

    name = models.CharField(max_length=60, unique=True)
    length = models.PositiveIntegerField(default=0)
    head = models.CharField(max_length=64, default="")


class AuditEvent(models.Model):
    """Who did what to which object, when, by which way in, with the values before and after.

    Events are never changed: the database refuses UPDATE and DELETE by trigger. A person's name is
    not in here, only the id, so that erasing a person leaves the chain whole.
    """

    chain = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    at = models.DateTimeField()
    actor_kind = models.CharField(max_length=10)
    actor_id = models.BigIntegerField(null=True)
    via = models.CharField(max_length=10)
    action = models.CharField(max_length=60)
    object_kind = models.CharField(max_length=40)
    object_id = models.BigIntegerField(null=True)
    object_title = models.CharField(max_length=300)
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    reason = models.TextField(blank=True)
    previous = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "position"], name="audit_event_once_in_chain")
        ]
        indexes = [
            models.Index(fields=["object_kind", "object_id"], name="audit_event_object"),
            models.Index(fields=["chain", "-id"], name="audit_event_chain"),
        ]
