"""Saving without losing anybody's update: ``UPDATE … WHERE version``."""

from collections.abc import Mapping
from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from common.audit import changes
from common.errors import Conflict


def save_changes(
    obj: models.Model, new: Mapping[str, Any], *, version: int
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Write the fields of ``new`` that differ, if the row still has ``version``.

    Parameters
    ----------
    obj
        A row with a ``version`` column; its attributes are updated too.
    new
        Field name → value.
    version
        The version the person saw.

    Returns
    -------
    The changed fields before and after; two empty dicts, and no query, if nothing differs.

    Raises
    ------
    Conflict
        If somebody saved the row since; ``current`` holds the fields of ``new`` as they stand now.
    """
    before, after = changes(obj, new)
    if not after and obj.version == version:  # type: ignore[attr-defined]  # every editable model has it
        return before, after
    rows = type(obj)._default_manager.filter(pk=obj.pk, version=version)
    if not rows.update(**{name: new[name] for name in after}, version=F("version") + 1):
        stored = type(obj)._default_manager.get(pk=obj.pk)
        message = _(
            "Somebody else saved this while you were editing. Nothing of yours is lost: choose below."
        )
        raise Conflict(message, {name: getattr(stored, name) for name in new} | {"version": stored.version})  # type: ignore[attr-defined]  # see above
    for name in after:
        setattr(obj, name, new[name])
    obj.version = version + 1  # type: ignore[attr-defined]  # see above
    return before, after
