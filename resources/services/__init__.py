"""Writes of calendars and resources."""
