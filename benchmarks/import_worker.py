"""Imports one framework in a fresh process and measures that; imports nothing else that counts.

`python -c "from benchmarks.import_worker import main; main()" "import etude"` prints
`{"cpu_ns": 1, "bytes": 1}`.
"""

from __future__ import annotations

import sys
from time import process_time_ns

from benchmarks.memory import resident_bytes


def main() -> None:
    """Run the statement and print what it cost."""
    statement = sys.argv[1]
    before, started = resident_bytes(), process_time_ns()
    exec(statement, {})
    spent = process_time_ns() - started
    print(f'{{"cpu_ns": {spent}, "bytes": {resident_bytes() - before}}}')


if __name__ == "__main__":
    main()
