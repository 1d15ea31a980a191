"""What the preview tells an editor on the terminal: each finding once, and after every save in a line what came of it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import click

from giaoban.build.options import Options
from giaoban.build.pipeline import Outcome
from giaoban.findings import INCOMPLETE, Finding
from giaoban.preview.state import Failure
from giaoban.review import text


class Telling:
    """What has been reported so far, and what is still to be reported."""

    def __init__(self, options: Options) -> None:
        self._content, self._site = options.content, options.build / "site"
        self._reported: Counter[tuple[str, str, str]] = Counter()

    def step(self, said: str) -> None:
        """What is being done just now."""
        click.echo(f"… {said}")

    def serving(self, address: str) -> None:
        """The preview can be opened now."""
        click.echo(f"Xem thử ở {address} – nhấn Ctrl+C để dừng")

    def built(self, outcome: Outcome, seconds: float) -> None:
        """A build has come to its end: what it found that was not reported yet, and what it did."""
        found = [finding for finding in outcome.findings if finding.rule != INCOMPLETE]
        for line in text.layout(list(self._new(found)), self._content, text.folder(self._content)):
            click.echo(line)
        if outcome.published:
            said = f", còn {text.counts(found)}" if found else ""
            click.echo(
                f"Xong sau {seconds:.1f} giây: {outcome.files} tệp bản ghi (đọc lại {outcome.read}), "
                f"{outcome.outputs} tệp trang (dựng lại {outcome.made}) trong {shown(self._site)}{said}"
            )
        else:
            click.echo(f"Chưa dựng: còn {text.counts(found)}. Bản tốt gần nhất vẫn giữ nguyên.", err=True)

    def failed(self, why: Failure) -> None:
        """A build came to no end."""
        where = f" ({why.path}:{why.line})" if why.path else ""
        click.echo(f"Không dựng được: {why.said}{where}. Trang vẫn như trước; lần lưu sau sẽ dựng lại.", err=True)

    def _new(self, findings: Iterable[Finding]) -> Iterable[Finding]:
        """What was not found last time. A finding that only moved to another line is the same."""
        before, self._reported = self._reported, Counter()
        for finding in findings:
            key = (finding.path, finding.rule, finding.message)
            self._reported[key] += 1
            if self._reported[key] > before[key]:
                yield finding


def shown(path: Path) -> str:
    """A path as short as it can be: from the current folder when it is under it."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative
