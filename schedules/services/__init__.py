"""Writes of the schedule."""
