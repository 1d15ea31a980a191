"""``python -m giaoban``."""

from giaoban.cli import main

main()
