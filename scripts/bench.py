#!/usr/bin/env python3
"""Measure on a synthetic archive; installs what it needs first. ``bench.py build --records N``, ``bench.py search``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("test" if "search" in sys.argv[1:2] else "build", sys.argv[1:], "bench")
