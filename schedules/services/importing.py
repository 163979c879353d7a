"""Read a plan file, and make a project of it: all of it or nothing."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from common import audit
from common.errors import DomainError
from engine.errors import EngineError
from projects.models import Portfolio, Project
from projects.services.projects import create_project
from schedules.interchange.child import read_file
from schedules.interchange.file_plan import FilePlan, ImportProblem
from schedules.interchange.reconcile import reconcile
from schedules.models import ImportState, PlanImport
from schedules.services.import_rows import ImportedRows, store_plan
from schedules.services.plan import reschedule
from schedules.services.scheduling import refusal


def read_plan_file(*, actor: Actor, portfolio: Portfolio, file: UploadedFile) -> PlanImport:
    """Read an uploaded plan and compare its dates with ours; nothing of the plan is saved yet.

    Raises
    ------
    DomainError
        ``file_too_large``, ``file_refused`` or what the scheduler refuses, on field ``file``.
    """
    if actor.user is None:
        raise DomainError("import_needs_person", _("A plan is imported by a person."), "file")
    limit = settings.IMPORT_MAX_BYTES
    if (file.size or 0) > limit:
        message = _("The file has %(size)d MB; the limit is %(limit)d MB.")
        values = {"size": (file.size or 0) // 1_000_000, "limit": limit // 1_000_000}
        raise DomainError("file_too_large", message % values, "file")
    plan, digest = _read(file)
    try:
        found = reconcile(plan)
    except EngineError as error:
        raise DomainError("file_refused", refusal(error).message, "file") from error
    with transaction.atomic():
        read = PlanImport.objects.create(
            uploaded_by=actor.user,
            portfolio=portfolio,
            file_name=Path(file.name or "plan.xml").name[:200],
            file_hash=digest,
            size=file.size or 0,
            plan=plan.to_json(),
            reconciliation=asdict(found),
        )
        audit.record(actor=actor, action="plan_import.read", obj=read, after={"sha256": digest})
    return read


def import_plan(
    *, actor: Actor, plan_import: PlanImport, key: str, name: str, pinned: Iterable[int] = ()
) -> Project:
    """Make a project of a read plan; rows in ``pinned`` keep the file's dates.

    Raises
    ------
    DomainError
        ``import_over`` if it was imported or cancelled meanwhile, or what
        :func:`projects.services.projects.create_project` and the scheduler refuse; nothing is saved.
    """
    with transaction.atomic():
        _take(plan_import, ImportState.IMPORTED)
        plan = FilePlan.from_json(plan_import.plan)
        project = create_project(
            actor=actor,
            portfolio=plan_import.portfolio,
            key=key,
            name=name,
            planned_start=plan.start,
            must_finish_by=plan.finish if plan.from_finish else None,
            data_date=plan.status_date,
            currency=plan.currency or "EUR",
        )
        rows = store_plan(project=project, plan=plan, pinned=frozenset(pinned), taken_by=actor.user)
        reschedule(actor=actor, project=project)
        _report(plan_import, project, plan, rows, frozenset(pinned))
        audit.record(
            actor=actor,
            action="plan_import.import",
            obj=plan_import,
            project_id=project.pk,
            after=plan_import.report["counts"] | {"file": plan_import.file_name},
        )
    return project


def cancel_import(*, actor: Actor, plan_import: PlanImport) -> None:
    """Forget a read plan."""
    with transaction.atomic():
        _take(plan_import, ImportState.CANCELLED)
        PlanImport.objects.filter(pk=plan_import.pk).update(plan={}, reconciliation={})
        audit.record(actor=actor, action="plan_import.cancel", obj=plan_import)


def _read(file: UploadedFile) -> tuple[FilePlan, str]:
    """Return the plan and the file's SHA-256."""
    digest = hashlib.sha256()
    with tempfile.NamedTemporaryFile(dir=settings.FILE_UPLOAD_TEMP_DIR, suffix=".xml") as copy:
        for chunk in file.chunks():
            digest.update(chunk)
            copy.write(chunk)
        copy.flush()
        try:
            return read_file(Path(copy.name)), digest.hexdigest()
        except ImportProblem as problem:
            raise DomainError("file_refused", str(problem), "file") from problem


def _take(plan_import: PlanImport, state: ImportState) -> None:
    waiting = PlanImport.objects.filter(pk=plan_import.pk, state=ImportState.READ)
    if not waiting.update(state=state):
        raise DomainError("import_over", _("This file was imported or cancelled meanwhile."))


def _report(
    plan_import: PlanImport, project: Project, plan: FilePlan, rows: ImportedRows, pinned: frozenset[int]
) -> None:
    plan_import.project = project
    plan_import.state = ImportState.IMPORTED
    plan_import.report = {
        "counts": rows.counts,
        "pinned": sorted(pinned),
        "unsupported": dict(plan.unsupported) | rows.left_out,
        "at": timezone.now().isoformat(),
    }
    plan_import.plan = {}
    plan_import.save(update_fields=["project", "state", "report", "plan"])


def suggested_key(title: str) -> str:
    """Return a free project key made of the title's letters."""
    letters = "".join(c for c in title.upper() if c.isascii() and c.isalnum()).lstrip("0123456789")
    stem = letters[:5] if len(letters) >= 2 else "PLAN"
    taken = set(Project.objects.filter(key__startswith=stem).values_list("key", flat=True))
    candidates: list[Any] = [stem, *(f"{stem}{n}" for n in range(2, 1000))]
    return next(str(c) for c in candidates if c not in taken)
