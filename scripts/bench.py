#!/usr/bin/env python3
"""Measure the builder on a synthetic archive; installs what it needs first. ``bench.py build --records N``."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("build", ["bench", *sys.argv[1:]])
