"""Cost accounts: create, edit, delete."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actors import Actor
from budgets.models import CostAccount
from common import audit
from common.editing import save_changes
from common.errors import DomainError
from projects.models import Project
from projects.services.revisions import raise_revision

MAX_DEPTH = 6


@transaction.atomic
def create_account(
    *, actor: Actor, project: Project, code: str, name: str, type: str, parent: CostAccount | None = None
) -> CostAccount:
    """Add an account to the project's cost breakdown structure."""
    raise_revision(project.pk)
    _check_code(project, code, except_pk=None)
    _check_parent(project, None, parent)
    account = CostAccount.objects.create(project=project, code=code, name=name, type=type, parent=parent)
    after = {"code": code, "name": name, "type": type, "parent": parent and parent.pk}
    audit.record(actor=actor, action="cost_account.create", obj=account, project_id=project.pk, after=after)
    return account


@transaction.atomic
def edit_account(
    *,
    actor: Actor,
    account: CostAccount,
    version: int,
    code: str,
    name: str,
    type: str,
    parent: CostAccount | None = None,
) -> CostAccount:
    """Change an account; its lines and actuals stay on it."""
    project = account.project
    raise_revision(project.pk)
    _check_code(project, code, except_pk=account.pk)
    _check_parent(project, account, parent)
    new = {"code": code, "name": name, "type": type, "parent": parent}
    before, after = save_changes(account, new, version=version)
    if after:
        audit.record(
            actor=actor,
            action="cost_account.edit",
            obj=account,
            project_id=project.pk,
            before=before,
            after=after,
        )
    return account


@transaction.atomic
def delete_account(*, actor: Actor, account: CostAccount) -> None:
    """Delete an account that carries nothing any more."""
    raise_revision(account.project_id)
    parts, lines, actuals = account.children.count(), account.lines.count(), account.actuals.count()
    carried = [
        (parts, ngettext("%(n)d account under it", "%(n)d accounts under it", parts)),
        (lines, ngettext("%(n)d budget line", "%(n)d budget lines", lines)),
        (actuals, ngettext("%(n)d actual cost", "%(n)d actual costs", actuals)),
    ]
    if any(count for count, _words in carried):
        what = ", ".join(words % {"n": count} for count, words in carried if count)
        sentence = _("%(account)s still has %(what)s. Move or delete them first.")
        raise DomainError("account_in_use", sentence % {"account": account, "what": what})
    before = {"code": account.code, "name": account.name, "type": account.type, "parent": account.parent_id}
    audit.record(
        actor=actor,
        action="cost_account.delete",
        obj=account,
        project_id=account.project_id,
        before=before,
    )
    account.delete()


def _check_code(project: Project, code: str, *, except_pk: int | None) -> None:
    if CostAccount.objects.filter(project=project, code__iexact=code).exclude(pk=except_pk).exists():
        sentence = _("%(code)s is already an account of this project.") % {"code": code}
        raise DomainError("account_code_taken", sentence, "code")


def _check_parent(project: Project, account: CostAccount | None, parent: CostAccount | None) -> None:
    """Refuse a parent of another project, one below the account itself, and too deep a tree."""
    if parent is None:
        return
    if parent.project_id != project.pk:
        raise DomainError("foreign_account", _("The account belongs to another project."), "parent")
    above = dict(CostAccount.objects.filter(project=project).values_list("pk", "parent_id"))
    current: int | None = parent.pk
    depth = 1
    while current is not None:
        if account is not None and current == account.pk:
            sentence = _("%(account)s cannot be part of an account that is part of it.")
            raise DomainError("account_cycle", sentence % {"account": account}, "parent")
        current = above[current]
        depth += 1
    if depth + _height(account, above) > MAX_DEPTH:
        sentence = _("Accounts go at most %(depth)d levels deep.") % {"depth": MAX_DEPTH}
        raise DomainError("account_depth", sentence, "parent")


def _height(account: CostAccount | None, above: dict[int, int | None]) -> int:
    """Return how many levels hang below the account."""
    level, height = {account.pk} if account is not None else set(), -1
    while level:
        height += 1
        level = {pk for pk, parent in above.items() if parent in level}
    return max(height, 0)
