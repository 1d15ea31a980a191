#!/usr/bin/env python3
"""Say what a change does to the archive, for a pull request; installs what it needs first. ``--help`` lists the options."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("build", ["diff", *sys.argv[1:]])
