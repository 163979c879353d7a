"""Actual costs from a CSV file: read and keep, show, then post all of it or nothing, and nothing twice."""

import hashlib
from collections import Counter
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from budgets.interchange.actuals_csv import CsvProblem, CsvReading, CsvRow, read_actuals
from budgets.models import MAX_AMOUNT, Actual, ActualImport, CostAccount, ImportState, Source
from common import audit
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision
from schedules.models import Activity

Key = tuple[int, str, int, str]
"""Account, ISO date, amount, reference: two costs that share all four are one."""


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file with what it means in the project.

    Parameters
    ----------
    double
        Why it is left out: empty, or the sentence.
    """

    row: CsvRow
    account: CostAccount
    activity: Activity | None
    double: str = ""


@dataclass(frozen=True, slots=True)
class ImportPreview:
    """What posting the file would do.

    Parameters
    ----------
    posted_before
        The import that posted the very same file, or None.
    """

    rows: tuple[PlannedRow, ...]
    problems: tuple[CsvProblem, ...]
    ignored: tuple[str, ...]
    posted_before: ActualImport | None

    @property
    def new(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if not row.double)

    @property
    def doubles(self) -> tuple[PlannedRow, ...]:
        return tuple(row for row in self.rows if row.double)

    @property
    def total(self) -> int:
        """Return the sum of what would be posted, in minor units."""
        return sum(planned.row.amount for planned in self.new)

    @property
    def can_post(self) -> bool:
        return bool(self.new) and not self.problems and self.posted_before is None


@transaction.atomic
def read_import(*, actor: Actor, project: Project, file_name: str, content: bytes) -> ActualImport:
    """Keep a file that can be read, for the preview; earlier unposted files of the person go.

    Raises
    ------
    DomainError
        If the file as a whole cannot be read; nothing is kept.
    """
    read_actuals(content, currency=project.currency)
    drafts = ActualImport.objects.filter(project=project, by=actor.user, state=ImportState.READ)
    drafts.delete()
    batch = ActualImport.objects.create(
        project=project,
        file_name=file_name[-200:],
        file_hash=hashlib.sha256(content).hexdigest(),
        content=content,
        by=actor.user,
    )
    audit.record(
        actor=actor,
        action="actual_import.read",
        obj=batch,
        project_id=project.pk,
        after={"file_hash": batch.file_hash},
    )
    return batch


def preview_import(batch: ActualImport) -> ImportPreview:
    """Return what posting ``batch`` would do to the project as it stands now."""
    reading = read_actuals(bytes(batch.content), currency=batch.project.currency)
    posted = ActualImport.objects.filter(
        project=batch.project, file_hash=batch.file_hash, state=ImportState.POSTED
    )
    rows, problems = _look_up(batch.project, reading)
    return ImportPreview(
        rows=_without_doubles(batch.project, rows),
        problems=tuple(sorted((*reading.problems, *problems), key=lambda problem: problem.line)),
        ignored=reading.ignored,
        posted_before=posted.exclude(pk=batch.pk).select_related("by").first(),
    )


@transaction.atomic
def post_import(*, actor: Actor, batch: ActualImport) -> int:
    """Post every new row of ``batch`` and return how many; a posted batch posts nothing more.

    Raises
    ------
    DomainError
        ``import_problems``, ``import_posted``, ``import_nothing_new``; nothing is posted.
    """
    raise_revision(batch.project_id)  # also the lock: two people posting one file take turns
    batch.refresh_from_db()
    if batch.state == ImportState.POSTED:
        sentence = _("%(file)s is already posted. Nothing was posted again.")
        raise DomainError("import_posted", sentence % {"file": batch.file_name})
    preview = preview_import(batch)
    _refuse(batch, preview)
    Actual.objects.bulk_create([_actual(batch, planned) for planned in preview.new], batch_size=500)
    batch.state, batch.rows, batch.at = ImportState.POSTED, len(preview.new), timezone.now()
    batch.content = b""
    batch.save(update_fields=["state", "rows", "at", "content"])
    audit.record(
        actor=actor,
        action="actual_import.post",
        obj=batch,
        project_id=batch.project_id,
        after={"rows": batch.rows, "left_out": len(preview.doubles), "amount": preview.total},
    )
    return batch.rows


@transaction.atomic
def discard_import(*, actor: Actor, batch: ActualImport) -> None:
    """Forget a file that was read but not posted."""
    if batch.state == ImportState.POSTED:
        raise DomainError("import_posted", _("A posted file stays; delete its costs one by one."))
    audit.record(actor=actor, action="actual_import.discard", obj=batch, project_id=batch.project_id)
    batch.delete()


def _refuse(batch: ActualImport, preview: ImportPreview) -> None:
    if preview.posted_before is not None:
        sentence = _("This file was already posted as %(file)s. Nothing was posted again.")
        raise DomainError("import_posted", sentence % {"file": preview.posted_before.file_name})
    if preview.problems:
        sentence = ngettext(
            "%(count)d line cannot be posted, so nothing is. Mend the file and read it again.",
            "%(count)d lines cannot be posted, so nothing is. Mend the file and read it again.",
            len(preview.problems),
        )
        raise DomainError("import_problems", sentence % {"count": len(preview.problems)})
    if not preview.new:
        sentence = _("Every row of %(file)s is already posted. Nothing was posted again.")
        raise DomainError("import_nothing_new", sentence % {"file": batch.file_name})


def _actual(batch: ActualImport, planned: PlannedRow) -> Actual:
    row = planned.row
    return Actual(
        project=batch.project,
        account=planned.account,
        activity=planned.activity,
        date=row.day,
        amount=row.amount,
        source=Source.CSV,
        reference=row.reference,
        description=row.description,
        batch=batch,
    )


def _look_up(project: Project, reading: CsvReading) -> tuple[list[PlannedRow], list[CsvProblem]]:
    """Find each row's account and activity by their codes."""
    accounts = {account.code.lower(): account for account in CostAccount.objects.filter(project=project)}
    codes = {row.activity for row in reading.rows if row.activity}
    activities = {a.code: a for a in Activity.objects.filter(project=project)} if codes else {}
    rows, problems = [], []
    for row in reading.rows:
        account = accounts.get(row.account.lower())
        activity = activities.get(row.activity)
        if account is None:
            sentence = _("There is no cost account “%(code)s”.") % {"code": row.account[:40]}
            problems.append(CsvProblem(row.line, sentence))
        elif row.activity and activity is None:
            sentence = _("There is no activity “%(code)s”.") % {"code": row.activity[:40]}
            problems.append(CsvProblem(row.line, sentence))
        elif abs(row.amount) > MAX_AMOUNT:
            problems.append(CsvProblem(row.line, _("The amount is larger than one row may hold.")))
        else:
            rows.append(PlannedRow(row, account, activity))
    return rows, problems


def _key(planned: PlannedRow) -> Key:
    row = planned.row
    return (planned.account.pk, row.day.isoformat(), row.amount, row.reference)


def _without_doubles(project: Project, rows: list[PlannedRow]) -> tuple[PlannedRow, ...]:
    """Mark the rows that are already posted, or stand in the file twice under one reference.

    Rows without a reference cannot be told apart, so they are counted: of three alike in the file,
    with one posted, two are new.
    """
    posted: Counter[Key] = Counter(
        (account, day.isoformat(), amount, reference)
        for account, day, amount, reference in Actual.objects.filter(project=project).values_list(
            "account_id", "date", "amount", "reference"
        )
    )
    seen: dict[Key, int] = {}
    marked = []
    for planned in rows:
        key, double = _key(planned), ""
        if planned.row.reference:
            if posted[key]:
                double = _("Already posted.")
            elif key in seen:
                double = _("The same as line %(line)d.") % {"line": seen[key]}
            seen.setdefault(key, planned.row.line)
        elif posted[key]:
            posted[key] -= 1
            double = _("Already posted.")
        marked.append(PlannedRow(planned.row, planned.account, planned.activity, double))
    return tuple(marked)
