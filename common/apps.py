"""The shared app, and the configuration class every business app derives from."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Load an app's ``tasks`` and ``registrations`` once all models exist.

    A web process otherwise has an empty Celery registry and no entries in the lists of
    :mod:`common.registry`.

    Django takes the one configuration of an app's ``apps`` module that is a default; this class is
    imported into every such module, so it must not be one.
    """

    default = False

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        cls.default = True

    def ready(self) -> None:
        for room in ("tasks", "registrations"):
            name = f"{self.name}.{room}"
            if find_spec(name):
                import_module(name)


class CommonConfig(HouseConfig):
    name = "common"
