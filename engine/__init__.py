"""The mathematics of a plan: pure functions over frozen dataclasses.

Nothing in this package knows a database, a web framework, a clock or a file. Everything a
computation needs is an argument (``as_of`` and ``seed`` included), and the same arguments
always give the same result.
"""
