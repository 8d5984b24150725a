"""Tests of dictionary entries."""
