"""``python -m giaoban``."""

from giaoban.cli import program

program()
