"""App configuration."""

from common.apps import HouseConfig


class ProjectsConfig(HouseConfig):
    name = "projects"
