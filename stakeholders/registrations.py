"""What stakeholders fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from common.registry import Openable, register_openable
from stakeholders.models import Stakeholder

register_openable(Openable("stakeholder", Stakeholder, _("Stakeholders"), ("name", "organisation", "role")))
