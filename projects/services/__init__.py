"""Writes of portfolios, programmes, projects, members and change sets."""
