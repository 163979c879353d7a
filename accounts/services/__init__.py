"""What writes people and their ways in."""
