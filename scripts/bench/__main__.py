"""``python -m bench``."""

from bench.commands import main
from giaoban.streams import speak_utf8

speak_utf8()

main(prog_name="bench.py")
