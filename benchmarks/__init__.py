"""The benchmark of Etude: subjects, workloads, and what `scripts/bench.py` measures with them."""
