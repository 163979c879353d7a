"""A person's own account, and the first administrator."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import SetupCode, User, hash_secret
from common import audit
from common.errors import DomainError
from projects.services.members import make_first_administrator


def edit_profile(*, actor: Actor, user: User, **new: Any) -> User:
    """Change one's own name and time zone."""
    _before, after = audit.changes(user, new)
    with transaction.atomic():
        if after:
            User.objects.filter(pk=user.pk).update(**after)
            audit.record(actor=actor, action="user.edit", obj=user)
    return user


def use_setup_code(*, code: str, email: str, name: str, password: str) -> User:
    """Make the first administrator with the code printed at the start.

    Raises
    ------
    DomainError
        ``setup_done`` if there are people already, ``setup_code_wrong`` if the code is not the one.
    """
    with transaction.atomic():
        if User.objects.exists():
            raise DomainError("setup_done", _("There is an administrator already; sign in instead."))
        codes = SetupCode.objects.filter(secret_hash=hash_secret(code.strip()), used_at=None)
        if not codes.update(used_at=timezone.now()):
            raise DomainError("setup_code_wrong", _("This is not the code that was printed."), "code")
        return make_first_administrator(email=email, name=name, password=password)
