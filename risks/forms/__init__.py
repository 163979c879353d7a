"""Forms of the risk register."""
