"""What stakeholders fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from common.navigation import Command, Tab, register_command, register_tab
from common.registry import Openable, register_openable
from stakeholders.models import Stakeholder

register_openable(
    Openable("stakeholder", Stakeholder, _("Stakeholders"), ("name", "organisation", "role"), "people")
)
register_tab(Tab("stakeholders", _("Stakeholders"), "stakeholder_list", 60, "stakeholder.view", "k"))
register_command(
    Command(
        "stakeholder_create",
        _("Add a stakeholder to %(project)s"),
        "stakeholder_create",
        "plus",
        "stakeholder.edit",
        in_project=True,
    )
)
