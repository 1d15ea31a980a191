"""What the builder consists of, as an SBOM (CycloneDX 1.6, JSON): every package of the lock file with its version.

Without a serial number and a time, which the format leaves free: the same lock file gives the same bytes.
"""

from __future__ import annotations

import json
import re

from giaoban.archive.reader import Reader

_FILE = "phien-ban/thanh-phan.cdx.json"
_PINNED = re.compile(r"^([a-z0-9][a-z0-9-]*)==([^\s;]+)", re.MULTILINE)


def files(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - it is always there
    """The path of the one file, in an archive without records too."""
    return (_FILE,)


def content(reader: Reader, file: str) -> bytes:  # noqa: ARG001
    """The list of components as CycloneDX, from the lock file and the builder's version."""
    pinned = sorted(set(_PINNED.findall(reader.setting("lock"))))
    components = [_component("library", name, version) for name, version in pinned]
    builder = _component("application", "giaoban", reader.setting("builder"))
    listed = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": builder},
        "components": components,
        "dependencies": [{"ref": builder["bom-ref"], "dependsOn": [one["bom-ref"] for one in components]}],
    }
    return (json.dumps(listed, indent=1) + "\n").encode()


def _component(kind: str, name: str, version: str) -> dict[str, str]:
    address = f"pkg:pypi/{name}@{version}"
    return {"type": kind, "bom-ref": address, "name": name, "version": version, "purl": address}
