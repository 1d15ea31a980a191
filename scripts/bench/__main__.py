"""``python -m bench``."""

from bench.commands import main

main(prog_name="bench.py")
