"""Pages of a project's budget."""
