"""Every app of the house is configured by its own class, so its registrations are loaded."""

from pathlib import Path

from django.apps import apps
from django.conf import settings

from common.apps import HouseConfig
from common.registry import openables


def test_every_app_of_the_house_loads_its_registrations() -> None:
    ours = [config for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR]
    assert len(ours) > 5
    assert [config.name for config in ours if not isinstance(config, HouseConfig)] == []
    assert "project" in [entry.kind for entry in openables()]
