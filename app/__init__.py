"""Intercoder; numpy computes in one thread: on small matrices, threads mostly wait for one another."""

import os

# read when numpy is loaded; all statistics of 100,000 codings took 5.7 s with two threads, 3.3 s with one
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
