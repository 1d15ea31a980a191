"""The headers in the words of servers of one's own, for their configuration: made from the table in `giaoban.headers`."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping

from giaoban import headers

_TOP = "/FOLDER/current"
"""Where ``giaoban publish --to /FOLDER`` puts the site."""
_HSTS = re.compile(r"max-age=(\d+)")


def nginx() -> str:
    """For nginx: a map for the block ``http``, and what belongs into the block ``server``."""
    kept = "\n".join(f'  ~/{_regex(pattern)}$ "{value}";' for pattern, value in headers.KEPT.items())
    framed = "\n".join(_nginx_map(name) for name in headers.UNLIKE)
    sent = "\n".join(
        f"add_header {name} {_variable(name) if name in headers.UNLIKE else json.dumps(value)} always;"
        for name, value in headers.EVERYWHERE.items()
    )
    return (
        "# Trong khối http:\n"
        f'map $uri $giaoban_kept {{\n  default "{headers.ASK}";\n{kept}\n}}\n{framed}\n\n'
        "# Trong khối server:\n"
        f"root {_TOP};\nindex index.html;\nerror_page 404 /404.html;\n"
        "gzip on;\ngzip_static on;\n"
        "gzip_types text/css text/javascript application/javascript application/json application/xml image/svg+xml text/csv;\n"
        f"{sent}\nadd_header Cache-Control $giaoban_kept always;\n"
    )


def _nginx_map(name: str) -> str:
    """What a header says at the page for frames, and elsewhere; nginx sends none that is empty."""
    there, pattern = headers.OF_FRAMED.get(name, ""), rf"~/{headers.FRAMED}(index\.html)?$"
    return f'map $uri {_variable(name)} {{\n  default "{headers.EVERYWHERE[name]}";\n  {pattern} "{there}";\n}}'


def _variable(name: str) -> str:
    return f"$giaoban_{name.lower().replace('-', '_')}"


def caddy() -> str:
    """For Caddy: what belongs into the block of the site."""
    sent = "\n".join(
        f'\t{name} "{headers.EVERYWHERE[name]}"' for name in headers.EVERYWHERE if name not in headers.UNLIKE
    )
    path = f"path /{headers.FRAMED}*"
    framed = "".join(
        f"@{matcher} {which}\nheader @{matcher} {{\n"
        + "".join(f'\t{name} "{said[name]}"\n' for name in headers.UNLIKE if name in said)
        + "}\n"
        for matcher, which, said in (
            ("framed", path, headers.OF_FRAMED),
            ("unframed", f"not {path}", headers.EVERYWHERE),
        )
    )
    paths: dict[str, list[str]] = {}
    for pattern, value in headers.KEPT.items():
        paths.setdefault(value, []).append(f"/{pattern}")
    kept = "\n".join(
        f'@kept{number} path {" ".join(some)}\nheader @kept{number} Cache-Control "{value}"'
        for number, (value, some) in enumerate(paths.items(), 1)
    )
    return (
        f"root * {_TOP}\nencode zstd gzip\nheader {{\n{sent}\n"
        f'\t?Cache-Control "{headers.ASK}"\n}}\n{framed}{kept}\n'
        "handle_errors {\n\trewrite * /404.html\n\tfile_server\n}\nfile_server {\n\tprecompressed br gzip\n}\n"
    )


def cloudfront() -> str:
    """For CloudFront: a policy for ``aws cloudfront create-response-headers-policy``. What is kept is said by the objects."""
    return _policy("giaoban", headers.EVERYWHERE)


def cloudfront_framed() -> str:
    """Another policy for CloudFront, for the behaviour with the path of the page for frames."""
    return _policy("giaoban-framed", headers.OF_FRAMED)


def _policy(name: str, every: Mapping[str, str]) -> str:
    sent = dict(every)
    seconds = _HSTS.search(sent.pop("Strict-Transport-Security"))
    assert seconds
    frame = sent.pop("X-Frame-Options", "")
    security = {
        "ContentSecurityPolicy": {"Override": True, "ContentSecurityPolicy": sent.pop("Content-Security-Policy")},
        "StrictTransportSecurity": {"Override": True, "AccessControlMaxAgeSec": int(seconds[1])},
        **({"FrameOptions": {"Override": True, "FrameOption": frame}} if frame else {}),
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": sent.pop("Referrer-Policy")},
        "ContentTypeOptions": {"Override": bool(sent.pop("X-Content-Type-Options"))},
    }
    others = [{"Header": header, "Value": value, "Override": True} for header, value in sent.items()]
    policy = {
        "Name": name,
        "SecurityHeadersConfig": security,
        "CustomHeadersConfig": {"Quantity": len(others), "Items": others},
    }
    return json.dumps(policy, indent=1) + "\n"


SERVERS: Mapping[str, Callable[[], str]] = {
    "nginx": nginx, "caddy": caddy, "cloudfront": cloudfront, "cloudfront-framed": cloudfront_framed,
}  # fmt: skip
"""What is printed, by the name of the server."""


def _regex(pattern: str) -> str:
    return pattern.replace(".", r"\.").replace("*", ".*")
