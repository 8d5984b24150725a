"""Benchmarks: each checks truth before it prints time, beside its peer, in one run."""

import os

# As the command line does: the numerical library reads this when it is loaded.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
