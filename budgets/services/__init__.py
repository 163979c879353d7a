"""Writes of cost accounts, budget lines, actuals and their imports."""
