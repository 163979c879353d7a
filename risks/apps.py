"""App configuration."""

from common.apps import HouseConfig


class RisksConfig(HouseConfig):
    name = "risks"
