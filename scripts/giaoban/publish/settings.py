"""Settings that are not records: the address at which the site is published."""

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


def canonical(root: Path, site_url: str | None) -> str:
    """The canonical address, ending in a slash: the one given, or ``site_url`` of ``mkdocs.yml``."""
    where = "SITE_URL" if site_url else "mkdocs.yml, khóa site_url"
    address = site_url or _configured(root / "mkdocs.yml")
    if not _ADDRESS.fullmatch(address):
        message = f"{where}: cần địa chỉ như https://vi-du.vn/giao-ban/, ở đây là {quote(address)}"
        raise SettingsError(message)
    return address if address.endswith("/") else f"{address}/"


def _configured(path: Path) -> str:
    try:
        value = read(path.read_text(encoding="utf-8")).value
    except (OSError, UnicodeDecodeError, YamlError) as error:
        message = f"không đọc được {path.name}: {error}"
        raise SettingsError(message) from error
    return str(value.get("site_url") or "") if isinstance(value, dict) else ""
