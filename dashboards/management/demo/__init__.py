"""The demo portfolio: what is in it, and how it is put in by the same services people use."""
