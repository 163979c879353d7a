"""Reads of the schedule."""
