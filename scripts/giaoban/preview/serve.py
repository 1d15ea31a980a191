"""Serving a site that is being written, and building it again whenever something that it is made from changes."""

from __future__ import annotations

import contextlib
import gc
import threading
from urllib.parse import urlsplit

from giaoban.build import code
from giaoban.build.options import Options
from giaoban.preview import watching
from giaoban.preview.builds import Builds
from giaoban.preview.host import Host
from giaoban.preview.pages import Pages
from giaoban.preview.site import SiteFolder
from giaoban.preview.state import News
from giaoban.preview.telling import Telling

_MANY = 4096
"""Files and connections that are enough where the system sets no bound."""


class PortError(Exception):
    """The port cannot be opened; the message (Vietnamese) says why."""


def serve(
    options: Options, port: int, telling: Telling, stop: threading.Event | None = None, *, verify: bool = False
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
        builds = Builds(options, telling, news)
        # Commands do without; this one may live for days.
        gc.enable()
        builds.first(verify=verify)
        try:
            host.server_activate()
        except OSError as error:
            raise _no_port(port, error) from None
        threading.Thread(target=host.serve_forever, daemon=True).start()
        telling.serving(host.address)
        folders = (options.content, options.root / "theme", code.PACKAGE)
        try:
            for changed in watching.changes(folders, (options.root / "mkdocs.yml",), stop or threading.Event()):
                builds.again(changed)
        except KeyboardInterrupt:
            pass
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
