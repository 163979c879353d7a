"""Reads of the register and of digest times."""
