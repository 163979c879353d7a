"""App configuration."""

from common.apps import HouseConfig


class DashboardsConfig(HouseConfig):
    name = "dashboards"
