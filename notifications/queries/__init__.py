"""Reads of the outbox, the inbox and the local mailbox."""
