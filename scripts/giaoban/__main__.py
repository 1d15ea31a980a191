"""``python -m giaoban``."""

import os
import sys

from giaoban.streams import INTERRUPT_CODE, INTERRUPTED, speak_utf8

try:
    from giaoban.cli import program

    program()
except KeyboardInterrupt:  # while the command was still being loaded, or already ending
    speak_utf8()
    sys.stderr.write(f"{INTERRUPTED}\n")
    sys.stderr.flush()
    os._exit(INTERRUPT_CODE)
