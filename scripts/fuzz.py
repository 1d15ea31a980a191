#!/usr/bin/env python3
"""Look for input that breaks a part of the builder: ``fuzz.py record``, ``article`` or ``query``; arguments follow."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("build", sys.argv[1:], "testing.fuzz")
