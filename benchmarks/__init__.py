"""What is measured, runnable by anyone: ``.venv/bin/python -m benchmarks.<name>``."""
