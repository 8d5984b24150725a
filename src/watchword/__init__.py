"""Watchword: follow a political formulation from its first use to the votes and texts that adopted it."""

__version__ = "0.1.0"
