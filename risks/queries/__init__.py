"""Reads of the risk register."""
