"""Tests of what sentences of prose are read to say."""
