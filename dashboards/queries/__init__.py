"""Reads of computed status: one project, all of them, what changed, what needs somebody."""
