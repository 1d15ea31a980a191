"""One build with what its search index took written down: ``python -m giaoban.bench.indexing REPORT INDEX build …``.

The index is made inside a build, from what the build has read by then; so it is measured there, and no build besides.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path
from typing import Any

from giaoban.bench import child, measure
from giaoban.publish import finding


def main() -> None:
    """Run the build; leave in the file ``INDEX`` the index's wall and CPU seconds, peak bytes, files and their bytes.

    The peak is that of the process and its children while they index, what the build holds anyway included; ``before``
    is what they held when it began.
    """
    report = Path(sys.argv.pop(2))
    indexed = finding.files

    def noted(gathered: Any, entries: Any, cache: Any, processes: int) -> finding.Files:
        before = measure.held(os.getpid())
        with measure.watching(os.getpid()) as watch:
            began, spent = time.perf_counter(), _spent()
            made = indexed(gathered, entries, cache, processes)
            wall, cpu = time.perf_counter() - began, _spent() - spent
        sizes = [len(made.read(file, cache)) for file in made.keys]
        taken = {
            "wall": wall,
            "cpu": cpu,
            "memory": watch.peak,
            "before": before,
            "files": len(sizes),
            "bytes": sum(sizes),
        }
        report.write_text(json.dumps(taken), encoding="utf-8")
        return made

    finding.files = noted
    child.main()


def _spent() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    return sum(os.times()[:4])


if __name__ == "__main__":
    main()
