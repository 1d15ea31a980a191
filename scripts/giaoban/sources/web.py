"""Pages of the web, asked one by one or many at once; a lack of network is an answer, never an error."""

from __future__ import annotations

import re
import socket
import ssl
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from typing import NamedTuple

from giaoban.drafting import intake

_AGENT = "Mozilla/5.0 (giaoban)"
_GONE = {404, 410, 451}
_SNAPSHOT = re.compile(r"/web/\d{14}[a-z_]*/")
_AT_ONCE = 16
_AT_A_HOST = 2
_PATIENCE = 10
_PROBES = 8
"""So many hosts are asked for a page first. Where none answers, there is no network: the other pages would only take time."""
_SURE = 3
"""Fewer hosts than these may all be gone."""


@dataclass(frozen=True, slots=True)
class Availability:
    """What asking for a page gave. ``state``: ``here``, ``gone`` (the server says so) or ``unreachable``; ``why``: in words.

    ``failure``: what there was in place of a server's answer, in words; empty where one answered.
    """

    state: str
    data: bytes = b""
    address: str = ""
    why: str = ""
    failure: str = ""


def fetch(address: str, timeout: float = 20) -> Availability:
    """Ask the web for a page. Raises nothing: the state says what failed. ``timeout``: in seconds."""
    if not address.startswith(("http://", "https://")):
        return Availability("unreachable", why="không phải địa chỉ mạng")
    try:
        safe = urllib.parse.quote(address, safe="%/:=&?~#+!$,;'@()*[]")
        request = urllib.request.Request(safe, headers={"User-Agent": _AGENT})  # noqa: S310 - the scheme was looked at
        # An opener of its own asks the environment for the proxy of now.
        with urllib.request.build_opener().open(request, timeout=timeout) as response:
            return Availability("here", response.read(intake.MAX_BYTES), _final(response, address))
    except urllib.error.HTTPError as error:
        with error:
            # What a proxy answers to http:// cannot be told from what a server does: neither speaks for a network.
            failure = _PROXY if "http" in urllib.request.getproxies() and address.startswith("http:") else ""
            state = "gone" if error.code in _GONE else "unreachable"
            return Availability(state, why=f"máy chủ trả lời {error.code}", failure=failure)
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        failure = _failure(reason)
        return Availability("unreachable", why=f"{failure}: {reason or type(error).__name__}", failure=failure)


_PROXY = "máy chủ trung gian (proxy) không cho đi"


def _failure(reason: object) -> str:
    match reason:
        case socket.gaierror():
            return "không tra được tên miền"
        case TimeoutError():
            return "chờ quá lâu"
        case ConnectionRefusedError():
            return "bị từ chối kết nối"
        case ssl.SSLError():
            return "kết nối bảo mật không thành"
        case OSError(errno=None) if "Tunnel connection failed" in str(reason):
            return _PROXY
        case OSError():
            return "không nối được"
        case _:
            return "máy chủ trả lời sai cách"


class Asked(NamedTuple):
    """What many pages gave, by address. ``lost``: why there seems to be no network; what was not asked then has no answer."""

    answers: Mapping[str, Availability]
    lost: str


def fetch_all(addresses: Iterable[str]) -> Asked:
    """Ask for many pages, no host for more than two at once. Some hosts come first: where none answers, no other is asked."""
    by_host: dict[str, list[str]] = defaultdict(list)
    for address in dict.fromkeys(addresses):
        by_host[_host(address)].append(address)
    probes = [some.pop(0) for some in list(by_host.values())[:_PROBES]]
    answers: dict[str, Availability] = {}

    def ask(lane: list[str]) -> None:
        for address in lane:
            answers[address] = fetch(address, _PATIENCE)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        list(pool.map(ask, [[probe] for probe in probes]))
        if len(probes) >= _SURE and all(answer.failure for answer in answers.values()):
            return Asked(answers, answers[probes[0]].why)
        lanes = [some[i::_AT_A_HOST] for some in by_host.values() for i in range(_AT_A_HOST)]
        list(pool.map(ask, lanes))
    return Asked(answers, "")


def _host(address: str) -> str:
    try:
        return urllib.parse.urlsplit(address).hostname or address
    except ValueError:
        return address


def snapshot(address: str, archive: str) -> str | None:
    """The address of a snapshot that an archive with the interface of the Wayback Machine makes now; None where it makes none."""
    answer = fetch(f"{archive.rstrip('/')}/save/{address}", timeout=60)
    return answer.address if answer.state == "here" and _SNAPSHOT.search(answer.address) else None


def _final(response: object, address: str) -> str:
    """Where a page was found in the end: an archive says it in a header, or leads there."""
    place = getattr(response, "headers", {}).get("Content-Location", "")
    found = getattr(response, "url", address)
    return urllib.parse.urljoin(found, place) if _SNAPSHOT.search(place) else found
