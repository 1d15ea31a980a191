"""The tools that run on Node, where `testing.tools` has installed them."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

from testing import tools as installed

SCRIPTS = ROOT / "tests" / "tools"


def command(*arguments: str | Path) -> tuple[list[str], dict[str, str]]:
    """``node`` with these arguments, and the environment in which it finds the installed tools.

    Skips the test where Node or the tools are missing.
    """
    tools = installed.tools(ROOT)
    node = shutil.which("node")
    if node is None or tools is None:
        pytest.skip("Node or its tools are missing; scripts/test.py installs them, or says why it cannot")
    environment = {**os.environ, "GIAOBAN_TOOLS": str(tools), "NODE_PATH": str(tools / "node_modules")}
    return [node, *map(str, arguments)], environment


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run ``node`` with these arguments beside the installed tools; skips the test where Node or the tools are missing."""
    line, environment = command(*arguments)
    tools = environment["GIAOBAN_TOOLS"]
    return subprocess.run(line, cwd=tools, env=environment, capture_output=True, text=True, check=False)
