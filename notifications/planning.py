"""What each tick asks: is there a mail to plan? Filled from above; each planner is called with ``now``."""

from common.registry import Hooks

planners = Hooks("planners")
"""Called as ``planner(now=…)`` in a transaction of its own; must be repeatable without a second mail."""
