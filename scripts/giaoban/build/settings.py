"""Settings that are not records: where a build finds and leaves things, and where the site is published."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from giaoban.build import workers
from giaoban.findings import quote
from giaoban.records.marks import YamlError, read_yaml

# Host, port and path, in characters that need no escaping anywhere: a sub-path is fine, a query or fragment is not.
_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?(?:/[\w.~%-]+)*/?", re.ASCII | re.IGNORECASE
)

_AUTHORITY = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)*,[0-9]{4}(?:-[0-9]{2}){0,2}")
# The year in which the archive first gave ids away.
_FIRST_YEAR = 2026


@dataclass(frozen=True, slots=True)
class Options:
    """Where things are. ``root`` holds ``mkdocs.yml`` and ``theme``; ``site_url`` ends in a slash.

    ``data``: whether the site has the whole data set, too, which takes a while to make.
    """

    root: Path
    content: Path
    build: Path
    site_url: str
    processes: int = field(default_factory=workers.cores)
    data: bool = False


class SettingsError(Exception):
    """A setting is missing or wrong; the message (Vietnamese) says where and how."""


def repository(root: Path) -> str:
    """The address of the repository in which the records are kept: ``repo_url`` of ``mkdocs.yml``.

    Empty when it is not set, or is no web address.
    """
    address = _config_text(root / "mkdocs.yml", "repo_url").rstrip("/")
    return address if _ADDRESS.fullmatch(address) else ""


def authority(root: Path, site_url: str) -> str:
    """In whose name ids are given that must never change, whatever the site's address becomes: ``example.org,2026``.

    That is ``extra: {authority: …}`` of ``mkdocs.yml``, in the form of RFC 4151; else the host of the canonical address.
    """
    chosen = _extra(root / "mkdocs.yml", "authority")
    if not chosen:
        return f"{urlsplit(site_url).hostname or 'localhost'},{_FIRST_YEAR}"
    if not _AUTHORITY.fullmatch(chosen):
        message = f"mkdocs.yml, khóa extra.authority: cần tên miền và năm như vi-du.vn,2026, ở đây là {quote(chosen)}"
        raise SettingsError(message)
    return chosen


def canonical(root: Path, site_url: str | None) -> str:
    """The canonical address, ending in a slash: the one given, or ``site_url`` of ``mkdocs.yml``."""
    where = "SITE_URL" if site_url else "mkdocs.yml, khóa site_url"
    address = site_url or _config_text(root / "mkdocs.yml", "site_url")
    if not _ADDRESS.fullmatch(address):
        message = f"{where}: cần địa chỉ như https://vi-du.vn/giao-ban/, ở đây là {quote(address)}"
        raise SettingsError(message)
    return address if address.endswith("/") else f"{address}/"


def _config_text(path: Path, key: str) -> str:
    return str(_read_config(path).get(key) or "")


def _extra(path: Path, key: str) -> str:
    extra = _read_config(path).get("extra")
    return str(extra.get(key) or "") if isinstance(extra, dict) else ""


def _read_config(path: Path) -> dict[Any, Any]:
    try:
        value = read_yaml(path.read_text(encoding="utf-8")).value
    except (OSError, UnicodeDecodeError, YamlError) as error:
        message = f"không đọc được {path.name}: {error}"
        raise SettingsError(message) from error
    return value if isinstance(value, dict) else {}
