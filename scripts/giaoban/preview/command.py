"""The command ``giaoban serve``."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from giaoban import project
from giaoban.build.options import Options
from giaoban.build.settings import SettingsError, canonical
from giaoban.preview.serve import PortError, serve
from giaoban.preview.telling import Telling
from giaoban.review.usage import CONTENT

_FOLDER = click.Path(file_okay=False, path_type=Path)


def run(options: Options, port: int, *, verify: bool = False) -> None:
    """Build, serve, and build again at every save, until interrupted or terminated. Raises `click.ClickException`."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        serve(options, port, Telling(options), stop, verify=verify)
    except PortError as error:
        raise click.ClickException(str(error)) from None


@click.command("serve")
@CONTENT
@click.option("--build", "target", type=_FOLDER, default=None, help="Nơi để kết quả; mặc định là build/ của dự án.")
@click.option("--site-url", envvar="SITE_URL", default=None, help="Địa chỉ chính thức; mặc định lấy trong mkdocs.yml.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Cổng của trang xem thử.")
def serve_command(content: Path, target: Path | None, site_url: str | None, port: int) -> None:
    """Dựng rồi mở trang xem thử trên máy này. Mỗi lần lưu, trang tự dựng lại và tự mới; lỗi hiện ngay trên trang."""
    try:
        address = canonical(project.ROOT, site_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    run(Options(project.ROOT, content, target or project.ROOT / "build", address), port)
