"""Writes of the register and of digest subscriptions."""
