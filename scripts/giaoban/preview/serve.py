"""The command ``giaoban serve``: a site is served while it is written, and built again whenever what it is made from changes.

Paths that changed are reported once they have been quiet for a moment.
"""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import urlsplit

import click
from watchfiles import watch

from giaoban import project
from giaoban.build import code
from giaoban.build.settings import Options, SettingsError, canonical
from giaoban.preview.builds import Builds, News, Reporter, SiteFolder
from giaoban.preview.host import Host
from giaoban.preview.pages import Pages
from giaoban.records import layout
from giaoban.records.files import is_passing
from giaoban.review.usage import CONTENT, OutputFolder

# Milliseconds. Changes are reported when nothing more has changed for one step, and at the latest after `_MOST`.
_STEP = 40
_MOST = 1000
_QUIET = 200
_PATIENCE = 0.5
"""Seconds between two looks for folders that are not there."""

_Identity = tuple[int, ...]


def changes(folders: Sequence[Path], files: Sequence[Path], stop: threading.Event) -> Iterator[set[str] | None]:
    """Sets of paths below ``folders``, and of ``files``, that have changed; None where any may have.

    Ends when ``stop`` is set. The first is None, since nothing that happened before was seen; an empty set tells that all
    is quiet. What editors and systems keep for themselves is left out. Where a folder is gone, or another one stands under
    its name, the watch begins anew as soon as it is there.
    """
    while not stop.is_set():
        watched = _identities(folders)
        if len(watched) == len(folders):
            with contextlib.suppress(OSError, RuntimeError):
                yield from _until_others(folders, files, watched, stop)
        stop.wait(_PATIENCE)


def _until_others(
    folders: Sequence[Path], files: Sequence[Path], watched: Mapping[Path, _Identity], stop: threading.Event
) -> Iterator[set[str] | None]:
    """The changes for as long as the folders are the same."""
    tops, single = [folder.resolve() for folder in folders], _identities(files)
    begun = watch(
        *tops,
        watch_filter=lambda _, path: _is_reported(tops, path),
        step=_STEP,
        debounce=_MOST,
        rust_timeout=_QUIET,
        yield_on_timeout=True,
        stop_event=stop,
    )
    # The watch begins when it is first asked; whatever it then tells, more may have happened before.
    if next(begun, None) is not None:
        yield None
    for events in begun:
        if _identities(folders) != watched:
            return
        before, single = single, _identities(files)
        found = {path for _, path in events} | {
            os.fspath(file) for file in files if single.get(file) != before.get(file)
        }
        yield found


def _is_reported(folders: Sequence[Path], path: str) -> bool:
    """Whether a change of a path below one of the folders can be a change of the site."""
    inner = next((path[len(top) + 1 :] for top in map(os.fspath, folders) if path.startswith(f"{top}{os.sep}")), path)
    parts = Path(inner).parts
    if any(part.startswith(".") or part == "__pycache__" for part in parts if inner != path):
        return False
    return not is_passing(parts[-1]) or layout.is_folder("/".join(parts)) or Path(path).is_dir()


def _identities(paths: Sequence[Path]) -> dict[Path, _Identity]:
    """What tells a file or folder from another one under its name, and from itself when a file has changed."""
    found = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        is_file = not path.is_dir()
        found[path] = (status.st_dev, status.st_ino, *((status.st_size, status.st_mtime_ns) if is_file else ()))
    return found


_MANY = 4096
"""Files and connections that are enough where the system sets no bound."""


class PortError(Exception):
    """The port cannot be opened; the message (Vietnamese) says why."""


def serve(
    options: Options, port: int, reporter: Reporter, stop: threading.Event | None = None, *, verify: bool = False
) -> None:
    """Build and serve on 127.0.0.1 until interrupted, or until ``stop`` is set. Port 0 is any that is free.

    ``verify``: look at the bytes of every file of the site first, as `pipeline.build` does. Raises `PortError`.
    """
    let_open_many()
    news, site, root = News(), SiteFolder(options.build / "site"), urlsplit(options.site_url).path or "/"
    try:
        host = Host(site, Pages(options, site, news, root), port, root)
    except (OSError, OverflowError) as error:
        raise _no_port(port, error) from None
    with host:
        builds = Builds(options, reporter, news)
        # Commands do without; this one may live for days.
        gc.enable()
        builds.build_first(verify=verify)
        try:
            host.server_activate()
        except OSError as error:
            raise _no_port(port, error) from None
        threading.Thread(target=host.serve_forever, daemon=True).start()
        reporter.serving(host.address)
        folders = (options.content, options.root / "theme", code.PACKAGE)
        try:
            for changed in changes(folders, (options.root / "mkdocs.yml",), stop or threading.Event()):
                builds.build_again(changed)
        finally:
            host.shutdown()
            builds.close()


def _no_port(port: int, error: Exception) -> PortError:
    reason = getattr(error, "strerror", None) or str(error)
    return PortError(f"Không mở được cổng {port}: {reason}. Thử --port với số khác.")


def let_open_many() -> None:
    """Let this process hold as many connections as the system lets it: some systems begin with 256."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most if most != resource.RLIM_INFINITY else _MANY, most))


def run(options: Options, port: int, *, verify: bool = False) -> None:
    """Build, serve, and build again at every save, until interrupted or terminated. Raises `click.ClickException`."""
    if not options.content.is_dir():
        raise click.UsageError(f"--content: không có thư mục “{options.content}”; kiểm tra lại đường dẫn")
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    try:
        serve(options, port, Reporter(options), stop, verify=verify)
    except PortError as error:
        raise click.ClickException(str(error)) from None


@click.command("serve")
@CONTENT
@click.option(
    "--build", "target", type=OutputFolder(), default=None, help="Nơi để kết quả; mặc định là build/ của dự án."
)
@click.option("--site-url", envvar="SITE_URL", default=None, help="Địa chỉ chính thức; mặc định lấy trong mkdocs.yml.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Cổng của trang xem thử.")
def serve_command(content: Path, target: Path | None, site_url: str | None, port: int) -> None:
    """Dựng rồi mở trang xem thử trên máy này. Mỗi lần lưu, trang tự dựng lại và tự mới; lỗi hiện ngay trên trang."""
    try:
        address = canonical(project.ROOT, site_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    run(Options(project.ROOT, content, target or project.ROOT / "build", address), port)
