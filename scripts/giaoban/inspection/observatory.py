"""The score of Mozilla's HTTP Observatory for what hosts send (https://developer.mozilla.org/observatory/docs/tests_and_scoring)."""

from __future__ import annotations

import re
from collections.abc import Mapping

_UNSAFE = re.compile(r"unsafe-|\*|data:|https?:(\s|$)")
_HALF_A_YEAR = 15_768_000
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_BEGINNING = 100
BEST = 120
"""What the headers of a site like this one can reach."""


def directives(policy: str) -> dict[str, str]:
    """A content security policy by directive."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def points(sent: Mapping[str, str]) -> dict[str, int]:
    """Points beyond 100, of the tests on headers that we send; cookies, other origins and foreign scripts there are none of."""
    policy = directives(sent.get("Content-Security-Policy", ""))
    scripts, styles = (policy.get(kind, policy.get("default-src", "*")) for kind in ("script-src", "style-src"))
    age = re.search(r"max-age=(\d+)", sent.get("Strict-Transport-Security", ""))
    framed = policy.get("frame-ancestors") == "'none'"
    strict = policy.get("default-src") == "'none'" and not _UNSAFE.search(scripts) and not _UNSAFE.search(styles)
    return {
        "content-security-policy": 10 if strict else -20,
        "strict-transport-security": 0 if age and int(age[1]) >= _HALF_A_YEAR else -10,
        "x-content-type-options": 0 if sent.get("X-Content-Type-Options") == "nosniff" else -5,
        "x-frame-options": 5 if framed else 0 if sent.get("X-Frame-Options") in {"DENY", "SAMEORIGIN"} else -20,
        "referrer-policy": 5 if sent.get("Referrer-Policy") in _PRIVATE else 0,
    }


def score(sent: Mapping[str, str]) -> int:
    """The whole score."""
    return _BEGINNING + sum(points(sent).values())
