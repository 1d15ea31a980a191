"""The option ``--content``, which most commands have."""

from __future__ import annotations

from pathlib import Path

import click

from giaoban import project


def _or_own(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    return value or project.ROOT / "content"


CONTENT = click.option(
    "--content",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_or_own,
    help="Thư mục bản ghi; mặc định là content/ của dự án.",
)
