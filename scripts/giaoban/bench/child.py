"""One build as an editor starts it, with its counts written down: ``python -m giaoban.bench.child REPORT build …``.

It runs the very command line of the project, so that what is measured is what a user waits for, imports included.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from giaoban import cli
from giaoban.publish import build as module


def main() -> None:
    """Run the command; where it builds, leave what the build did in the file ``REPORT``."""
    report, built = Path(sys.argv[1]), module.build

    def noted(*given: Any, **named: Any) -> module.Outcome:
        outcome = built(*given, **named)
        counts = {key: getattr(outcome, key) for key in ("published", "files", "read", "pages", "drawn")}
        report.write_text(json.dumps(counts), encoding="utf-8")
        return outcome

    module.build = noted
    cli.main(sys.argv[2:])


if __name__ == "__main__":
    main()
