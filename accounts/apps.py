"""App configuration."""

from common.apps import HouseConfig


class AccountsConfig(HouseConfig):
    name = "accounts"
