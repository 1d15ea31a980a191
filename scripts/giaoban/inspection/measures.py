"""What can be counted and weighed of one version of the archive and its site, kept to be compared with the next one.

One measure is the score that Mozilla's HTTP Observatory gives to what hosts send
(https://developer.mozilla.org/observatory/docs/tests_and_scoring).
"""

from __future__ import annotations

import re
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

import msgspec
from msgspec import Struct

from giaoban import kinds
from giaoban.build.examine import Examined
from giaoban.findings import Finding
from giaoban.inspection.checks import CheckResult
from giaoban.inspection.site import FinishedSite, page_kind
from giaoban.writing import write

_MOST_KEPT = 60
"""How many earlier measures are kept."""


class KindWeight(Struct, frozen=True):
    """The pages of one kind. In bytes as sent: ``median`` and ``most`` of the pages alone, ``first`` of a first visit."""

    pages: int
    median: int
    most: int
    first: int


class SiteMeasures(Struct, frozen=True):
    """One version. ``commit`` and ``day`` (of the build, in Vietnam) tell it from others.

    ``counts``: records by kind; ``weights``: by shape of address; ``endings``: bytes of all files by the endings of their names;
    ``findings``: how many by rule; ``faults``: the same of the finished site; ``coverage``: what is counted, to how much.
    ``seconds`` and ``cpu``: of the build, which read ``read`` files of records and made ``made`` of ``files`` files.
    """

    commit: str
    day: str
    counts: dict[str, int]
    weights: dict[str, KindWeight]
    endings: dict[str, int]
    findings: dict[str, int]
    faults: dict[str, int]
    coverage: dict[str, int]
    files: int
    seconds: float
    cpu: float
    read: int
    made: int

    @property
    def bytes(self) -> int:
        """The weight of all files as they lie on a disk."""
        return sum(self.endings.values())

    @property
    def pages(self) -> int:
        """All pages that are their own."""
        return sum(weight.pages for weight in self.weights.values())


def weights(site: FinishedSite) -> dict[str, KindWeight]:
    """The weights of a site's pages, the most numerous kind first."""
    by_kind: dict[str, list[str]] = defaultdict(list)
    for address in site.pages_but_redirects:
        by_kind[page_kind(address)].append(address)
    found = {}
    for kind, own in sorted(by_kind.items(), key=lambda item: (-len(item[1]), item[0])):
        sizes = [site.pages[address].size_as_sent for address in own]
        first = max(map(site.first_visit_bytes, own))
        found[kind] = KindWeight(len(own), round(statistics.median(sizes)), max(sizes), first)
    return found


def endings(site: FinishedSite) -> dict[str, int]:
    """The bytes of a site's files by the endings of their names, the heaviest first."""
    found: Counter[str] = Counter()
    for file, size in site.files.items():
        found[PurePosixPath(file).suffix or "khác"] += size
    return dict(found.most_common())


def counts(found: Examined) -> dict[str, int]:
    """The records of each kind that has pages, by its label."""
    known: Counter[str] = Counter(kind for kind, _ in found.digests)
    entities = found.archive.entities.by_kind()
    recorded = (kind for kind in kinds.with_pages() if kind.files)
    return {kind.title: known[kind.key] or len(entities.get(kind.key, ())) for kind in recorded}


def by_rule(findings: Iterable[Finding]) -> dict[str, int]:
    """How many findings each rule has, the most first."""
    return dict(Counter(finding.rule for finding in findings).most_common())


def by_check(results: Iterable[CheckResult]) -> dict[str, int]:
    """How many faults each check found, by its rule; 0 where it found none."""
    return {result.rule: len(result.faults) for result in results}


def earlier(file: Path, commit: str) -> list[SiteMeasures]:
    """The measures of earlier versions, the oldest first; of none where they cannot be read. ``commit``: the present one."""
    try:
        known = msgspec.json.decode(file.read_bytes(), type=list[SiteMeasures])
    except (OSError, msgspec.DecodeError, ValueError):
        return []
    return [one for one in known if one.commit != commit or not commit]


def keep(file: Path, before: list[SiteMeasures], now: SiteMeasures) -> None:
    """Keep measures beside the earlier ones. Raises `OSError`."""
    if before and not now.commit and before[-1].day == now.day:
        before = before[:-1]
    write(file, msgspec.json.encode([*before, now][-_MOST_KEPT:]))


_UNSAFE = re.compile(r"unsafe-|\*|data:|https?:(\s|$)")
_HALF_A_YEAR = 15_768_000
_PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
_BEGINNING = 100
BEST_SCORE = 120
"""What the headers of a site like this one can reach."""


def directives(policy: str) -> dict[str, str]:
    """The directives of a content security policy: name to sources, as the header has them."""
    return dict(part.strip().partition(" ")[::2] for part in policy.split(";"))


def observatory_points(sent: Mapping[str, str]) -> dict[str, int]:
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


def observatory_score(sent: Mapping[str, str]) -> int:
    """The score for headers that a host sends with every file: 100 and `observatory_points`."""
    return _BEGINNING + sum(observatory_points(sent).values())
