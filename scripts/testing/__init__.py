"""Running every check and every test of the project; `scripts/test.py` starts it. No part of the package that is installed."""
