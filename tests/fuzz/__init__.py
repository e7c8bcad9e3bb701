"""Valid files that are damaged at random, and what must hold of every reader whatever comes: see benchmarks/fuzz.py."""
