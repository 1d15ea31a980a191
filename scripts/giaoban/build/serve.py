"""The preview: the finished site over HTTP on this machine, and a build whenever something that it is made from changes.

The first build uses all cores, before there is any thread. From then on this process holds the archive in a session, is told
which files change, and forks no more: where code, templates or frames are others, so that every page has to be made
again, a process of its own makes them.
"""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from giaoban.build import code, pipeline, watching
from giaoban.build.hosting import Host
from giaoban.build.options import Options
from giaoban.build.pipeline import Outcome
from giaoban.build.session import Session
from giaoban.render import frames

Say = Callable[[str], None]
Tell = Callable[[Callable[[Say], Outcome]], Outcome | None]
"""Builds, and tells an editor what came of it; None when nothing did."""


def serve(
    options: Options, port: int, tell: Tell, stop: threading.Event | None = None, *, verify: bool = False
) -> None:
    """Build and serve on 127.0.0.1 until interrupted, or until ``stop`` is set. Port 0 is any that is free.

    ``verify``: look at the bytes of every file of the site first, as `pipeline.build` does.
    """
    with _host(options, port) as host:
        preview = _Preview(options, tell)
        # Commands do without; this one may live for days.
        gc.enable()
        preview.build_first(verify=verify)
        _listen(host, port)
        threading.Thread(target=host.serve_forever, daemon=True).start()
        print(f"Xem thử ở {host.address} – nhấn Ctrl+C để dừng", flush=True)
        folders = (options.content, options.root / "theme", code.PACKAGE)
        try:
            for changed in watching.changes(folders, (options.root / "mkdocs.yml",), stop or threading.Event()):
                preview.build_again(changed)
        except KeyboardInterrupt:
            pass
        finally:
            host.shutdown()
            preview.close()


def _host(options: Options, port: int) -> Host:
    try:
        return Host(options.build / "site", port, urlsplit(options.site_url).path or "/")
    except (OSError, OverflowError) as error:
        raise _no_port(port, error) from None


def _listen(host: Host, port: int) -> None:
    try:
        host.server_activate()
    except OSError as error:
        raise _no_port(port, error) from None


def _no_port(port: int, error: Exception) -> SystemExit:
    reason = getattr(error, "strerror", None) or str(error)
    return SystemExit(f"Không mở được cổng {port}: {reason}. Thử --port với số khác.")


class _Preview:
    """The builds of a preview, one after another. Whatever happens in one, the next is tried."""

    def __init__(self, options: Options, tell: Tell) -> None:
        self._options, self._tell = options, tell
        self._session = Session(options, is_lasting=True)
        self._program, self._has_other_code = code.program(), False
        self._drawn_with: tuple[bytes, bytes] | None = None
        self._last: Outcome | None = None
        self._owes_index = False

    def build_first(self, *, verify: bool) -> None:
        """Build before there are threads, with all cores."""
        with _outlived():
            self._drawn_with = self._draws_with()
            self._last = self._tell(partial(pipeline.build, self._options, session=self._session, verify=verify))
        self._session.processes = 1

    def build_again(self, changed: Collection[str] | None) -> None:
        """Build after these paths have changed; None: after any may have; none: while nothing else is to be done."""
        with _outlived():
            inner, is_all_inner = _inner(self._options.content, changed or ())
            is_quiet = changed is None
            if changed is None or not is_all_inner:
                is_quiet |= self._take_up_others()
            if is_quiet:
                self._look_over()
            elif not changed:
                self._bring_index_up_to_date()
            elif self._has_other_code:
                self._last = self._tell(lambda _: build_apart(self._options))
            else:
                build = partial(pipeline.build, self._options, session=self._session, changed=inner, leaves_index=True)
                self._last = self._tell(build)
                self._owes_index = True

    def _take_up_others(self) -> bool:
        """Where what every page is drawn with is other now, make them all, with all cores; returns whether that was so."""
        self._has_other_code = code.program() != self._program
        drawn_with = self._draws_with()
        if self._has_other_code or drawn_with == self._drawn_with:
            return False
        self._session.forget()
        self._last = self._tell(lambda _: build_apart(self._options))
        self._drawn_with = drawn_with
        return True

    def _bring_index_up_to_date(self) -> None:
        """Make the search index, which takes longer than the pages of an edit, once these are served."""
        if self._owes_index:
            self._owes_index = False
            pipeline.build(self._options, session=self._session, changed=())

    def _look_over(self) -> None:
        """Build quietly, to know the archive and to find what nobody told of."""
        if self._has_other_code:
            return
        outcome = pipeline.build(self._options, session=self._session)
        if self._last is None or outcome.made or outcome.findings != self._last.findings:
            self._last = self._tell(lambda _: outcome)

    def _draws_with(self) -> tuple[bytes, bytes]:
        root, content, site_url = self._options.root, self._options.content, self._options.site_url
        return code.key(root / "theme"), frames.key(root, content, site_url)

    def close(self) -> None:
        """Let go of everything."""
        self._session.forget()


def build_apart(options: Options) -> Outcome:
    """Build in a process of its own, which reads code and templates as they are now. Raises what the build raises."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as pool:
        return pool.submit(pipeline.build, options).result()


def _inner(content: Path, changed: Iterable[str]) -> tuple[set[str], bool]:
    """The paths within the content folder, forward slashes; and whether there are no others."""
    top, others = content.resolve(), False
    found = set()
    for path in changed:
        if Path(path).is_relative_to(top):
            found.add(Path(path).relative_to(top).as_posix())
        else:
            others = True
    return found, not others


@contextlib.contextmanager
def _outlived() -> Iterator[None]:
    """Whatever goes wrong is told in one sentence, and no more comes of it."""
    try:
        yield
    except Exception as error:
        reason = next(iter(str(error).splitlines()), "")
        print(
            f"Không dựng được: {type(error).__name__}: {reason}. Trang vẫn như trước; lần lưu sau sẽ dựng lại.",
            file=sys.stderr,
            flush=True,
        )
