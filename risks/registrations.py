"""What risks fill into the lists declared lower."""

from django.utils.translation import gettext_lazy as _

from common.registry import Openable, register_openable
from risks.models import Risk

register_openable(Openable("risk", Risk, _("Risks"), ("title", "cause", "event", "effect")))
