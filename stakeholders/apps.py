"""App configuration."""

from common.apps import HouseConfig


class StakeholdersConfig(HouseConfig):
    name = "stakeholders"
