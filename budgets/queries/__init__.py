"""Reads of budgets: earned value, its curve, the cost line of health."""
