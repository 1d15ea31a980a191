#!/usr/bin/env python3
"""Ask whether any pinned package has a known weakness; needs a network."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("build", sys.argv[1:], "testing.audit")
