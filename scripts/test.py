#!/usr/bin/env python3
"""Run every test; installs what it needs first. Arguments go to pytest."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("test", sys.argv[1:], "testing")
