"""App configuration."""

from common.apps import HouseConfig


class BudgetsConfig(HouseConfig):
    name = "budgets"
