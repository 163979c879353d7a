"""App configuration."""

from common.apps import HouseConfig


class SchedulesConfig(HouseConfig):
    name = "schedules"
