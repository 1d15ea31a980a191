"""``python -m testing``; arguments go to pytest."""

import sys

from giaoban.bootstrap import ROOT
from giaoban.streams import speak_utf8
from testing.runner import run

speak_utf8()

sys.exit(run(ROOT, sys.argv[1:]))
