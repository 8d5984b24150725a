"""Formulations that nobody listed: what recurs in fixed words, unusually often, and spreads."""
