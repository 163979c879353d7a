"""Pages that read everything and change nothing but their own rows."""
