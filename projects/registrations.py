"""What projects fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from accounts.actors import register_grants
from common.registry import Openable, register_openable
from projects.models import Portfolio, Programme, Project
from projects.queries.members import load_grants

register_grants(load_grants)
register_openable(Openable("project", Project, _("Projects"), ("key", "name", "objective")))
register_openable(Openable("portfolio", Portfolio, _("Portfolios"), ("name", "objective")))
register_openable(Openable("programme", Programme, _("Programmes"), ("name", "objective")))
