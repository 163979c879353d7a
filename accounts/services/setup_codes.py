"""The one-time code with which the first visit makes the administrator."""

from django.db import transaction

from accounts.actors import SYSTEM
from accounts.models import SetupCode, User, hash_secret, new_secret
from common import audit


@transaction.atomic
def make_setup_code() -> str:
    """Make a new code while nobody can sign in, and let it replace those before it.

    Returns
    -------
    str
        The code, which is stored as a hash only; an empty text once there is a user.
    """
    if User.objects.exists():
        return ""
    SetupCode.objects.filter(used_at=None).delete()
    secret = new_secret()
    code = SetupCode.objects.create(secret_hash=hash_secret(secret))
    audit.record(actor=SYSTEM, action="setup_code.create", obj=code)
    return secret
