"""Where the project stands, whose records the commands read and write unless others are named."""

from __future__ import annotations

from giaoban import bootstrap

ROOT = bootstrap.ROOT
