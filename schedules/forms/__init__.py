"""Forms of the schedule."""
