"""Blocs of states that vote alike, and whether they hold."""
