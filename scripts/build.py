#!/usr/bin/env python3
"""Build the archive into build/site; installs what it needs first. ``--serve`` previews; ``--help`` lists the rest."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from giaoban.bootstrap import run

run("build", ["build", *sys.argv[1:]])
