"""App configuration."""

from common.apps import HouseConfig


class ResourcesConfig(HouseConfig):
    name = "resources"
