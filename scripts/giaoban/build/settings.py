"""Settings that are not records: where the site is published, and where its records are kept."""

from __future__ import annotations

import re
from pathlib import Path

from giaoban.findings import quote
from giaoban.records.marks import YamlError, read

# Host, port and path, in characters that need no escaping anywhere: a sub-path is fine, a query or fragment is not.
_ADDRESS = re.compile(
    r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)*(?::[0-9]{1,5})?(?:/[\w.~%-]+)*/?", re.ASCII | re.IGNORECASE
)


class SettingsError(Exception):
    """A setting is missing or wrong; the message (Vietnamese) says where and how."""


def repository(root: Path) -> str:
    """The address of the repository in which the records are kept: ``repo_url`` of ``mkdocs.yml``.

    Empty when it is not set, or is no web address.
    """
    address = _configured(root / "mkdocs.yml", "repo_url").rstrip("/")
    return address if _ADDRESS.fullmatch(address) else ""


def canonical(root: Path, site_url: str | None) -> str:
    """The canonical address, ending in a slash: the one given, or ``site_url`` of ``mkdocs.yml``."""
    where = "SITE_URL" if site_url else "mkdocs.yml, khóa site_url"
    address = site_url or _configured(root / "mkdocs.yml", "site_url")
    if not _ADDRESS.fullmatch(address):
        message = f"{where}: cần địa chỉ như https://vi-du.vn/giao-ban/, ở đây là {quote(address)}"
        raise SettingsError(message)
    return address if address.endswith("/") else f"{address}/"


def _configured(path: Path, key: str) -> str:
    try:
        value = read(path.read_text(encoding="utf-8")).value
    except (OSError, UnicodeDecodeError, YamlError) as error:
        message = f"không đọc được {path.name}: {error}"
        raise SettingsError(message) from error
    return str(value.get(key) or "") if isinstance(value, dict) else ""
