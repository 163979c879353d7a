"""Writes of the outbox and of alerts, and the delivery of mail."""
