"""Reads of calendars and resources."""
