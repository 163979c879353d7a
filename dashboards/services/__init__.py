"""Writes of snapshots, digests and share links."""
