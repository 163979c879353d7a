"""App configuration."""

from common.apps import HouseConfig


class NotificationsConfig(HouseConfig):
    name = "notifications"
