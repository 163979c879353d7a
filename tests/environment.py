"""Loaded before Django's settings: a test run keeps its state in a folder of its own."""

import os
import tempfile

os.environ["PMO_TEST"] = "1"
os.environ.setdefault("PMO_HOME", tempfile.mkdtemp(prefix="throughline-test-"))
