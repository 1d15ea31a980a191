"""``python -m giaoban``."""

from giaoban.cli import main

main(prog_name="giaoban")
