"""Benchmarks: each checks truth before it prints time, beside its peer, in one run."""
