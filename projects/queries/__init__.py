"""Reads of projects and memberships."""
