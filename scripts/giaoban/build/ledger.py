"""The ledger of addresses: one that was published stays, as a page or as a redirect.

``content/urls.txt`` holds one address a line, and behind that of a meeting the numbers of its items (``/hop/<id>/ f1 r1 t1``),
which are anchors on its page and cited, too. Lines mean the same in any order, and two of one address add up, so that git
merges them by union. ``content/redirects.yml`` maps an old address to the one that took its place. Both are part of the
repository, so losing an address is a change that somebody has to write down.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from giaoban import addresses, writing
from giaoban.archive import Card
from giaoban.findings import Finding, did_you_mean, quote
from giaoban.records.load import without_conflicts
from giaoban.records.marks import Marked, YamlError, read_yaml
from giaoban.records.model import ITEM_PATTERN

URLS = "urls.txt"
REDIRECTS = "redirects.yml"
FILES = (URLS, REDIRECTS)
_ADDRESS = re.compile(r"/(?:[a-z0-9]+(?:-[a-z0-9]+)*/)*")
_ITEM = re.compile(ITEM_PATTERN)
_MAX_BYTES = 16 * 1024 * 1024


# So many addresses that are lacking are named.
_SHOWN = 3


class LedgerError(Exception):
    """The ledger is damaged: ``findings`` say where."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings[0].format())
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Ledger:
    """Addresses promised (to the line that promises them), redirects, and what is wrong with the two files.

    ``items``: of each address, the numbers of the items that were published there.
    """

    promised: Mapping[str, int]
    items: Mapping[str, frozenset[str]]
    redirects: Mapping[str, str]
    findings: tuple[Finding, ...]
    marked: Marked | None

    def check(self, built: Collection[str], advice: Callable[[str], str | None] | None = None) -> list[Finding]:
        """Findings for promises that a site of the ``built`` addresses would break.

        ``built``: the addresses of all pages, those of redirects left out. ``advice``: what to do about an address that would be
        lost; None where it would not be, once its record can be read.
        """
        findings = list(self.findings)
        for address, line in self.promised.items():
            if address not in built and address not in self.redirects:
                hint = advice(address) if advice else f"ghi vào {REDIRECTS} dòng “{address}: <địa chỉ mới>”"
                if hint is None:
                    continue
                findings.append(
                    Finding(URLS, line, 1, "error", "url-lost", f"địa chỉ đã công bố {quote(address)} sẽ mất", hint)
                )
        for old, new in self.redirects.items():
            place = self.marked.place((old,)) if self.marked else (1, 1)
            # That ``old`` is still a page is found where outputs are gathered.
            if new not in built:
                message = f"chuyển hướng tới {quote(new)}, nơi không có trang nào"
                findings.append(Finding(REDIRECTS, *place, "error", "redirect-dead", message, did_you_mean(new, built)))
        return findings

    def lacking(self, built: Collection[str], cards: Iterable[Card]) -> list[Finding]:
        """A finding for all that is ``built``, and all items of meetings, that the ledger lacks; none where there is no ledger.

        It is worth saying once nothing is an error any more: what has no place yet may still come to another.
        """
        if not self.promised:
            return []
        new = {address for address in built if address not in self.promised}
        new |= {
            address
            for address, some in items_of(cards).items()
            if not self.items.get(address, frozenset()).issuperset(some)
        }
        if not new:
            return []
        shown = ", ".join(map(quote, sorted(new)[:_SHOWN])) + (", …" if len(new) > _SHOWN else "")
        message = f"sổ chưa ghi {len(new)} trang mới hay có mục mới: {shown}"
        return [Finding(URLS, 1, 1, "warning", "url-unrecorded", message, "chạy giaoban urls")]


def load(content: Path) -> Ledger:
    """Read the two files; either may be missing."""
    findings: list[Finding] = []
    promised, items = _promised(content, findings)
    redirects, marked = _redirects(content, findings)
    return Ledger(promised, items, redirects, tuple(findings), marked)


def items_of(cards: Iterable[Card]) -> dict[str, tuple[str, ...]]:
    """The numbers of the items that are anchors on the page of each meeting; where one was, a correction says that it is gone."""
    return {
        f"/{addresses.of('briefing', card.id)}": (*card.items, *[item for _, _, item in card.corrections if item])
        for card in cards
        if not card.withdrawn
    }


def record(content: Path, built: Collection[str], items: Mapping[str, Collection[str]] | None = None) -> int:
    """Add what is built to the ledger, and the items of meetings (`items_of`); returns how many of both are new.

    Raises `OSError`, and `LedgerError` when the ledger itself is damaged; it then stays as it was.
    """
    ledger = load(content)
    # What could not be read is not overwritten: it may be all that tells of an address.
    if broken := [f for f in ledger.findings if f.path == URLS]:
        raise LedgerError(broken)
    built_items = items or {}
    every = {
        address: ledger.items.get(address, frozenset()).union(built_items.get(address, ()))
        for address in sorted({*ledger.promised, *built})
    }
    new = len(every) - len(ledger.promised) + sum(map(len, every.values())) - sum(map(len, ledger.items.values()))
    if new:
        lines = [" ".join([address, *sorted(numbers, key=_in_order)]) for address, numbers in every.items()]
        writing.write(content / URLS, "".join(f"{line}\n" for line in lines).encode())
    return new


def _in_order(item: str) -> tuple[str, int]:
    letters = item.rstrip("0123456789")
    return letters, int(item[len(letters) :])


def ledger_without(content: Path, addresses: Collection[str]) -> bytes:
    """What the ledger is to hold once some addresses, which were never published, are taken out of it. Raises `OSError`."""
    lines = (content / URLS).read_bytes().splitlines(keepends=True)
    return b"".join(
        line for line in lines if line.decode("utf-8", "replace").partition(" ")[0].strip() not in addresses
    )


def _text(path: Path, findings: list[Finding]) -> str:
    if not path.is_file() or path.is_symlink():
        return ""
    try:
        if path.stat().st_size > _MAX_BYTES:
            findings.append(Finding(path.name, 1, 1, "error", "too-large", "tệp quá lớn"))
            return ""
        written = path.read_text(encoding="utf-8")
        if written.startswith("\ufeff"):
            message, hint = "đầu tệp có ký tự vô hình (BOM)", "lưu lại tệp ở dạng UTF-8 không có BOM"
            findings.append(Finding(path.name, 1, 1, "error", "text-zero-width", message, hint))
            written = written.removeprefix("\ufeff")
    except (OSError, UnicodeDecodeError):
        findings.append(Finding(path.name, 1, 1, "error", "not-utf8", "tệp không đọc được dưới dạng UTF-8"))
        return ""
    text, conflicted = without_conflicts(path.name, written)
    findings += conflicted
    return text


def _promised(content: Path, findings: list[Finding]) -> tuple[dict[str, int], dict[str, frozenset[str]]]:
    promised: dict[str, int] = {}
    items: dict[str, frozenset[str]] = {}
    for line, text in enumerate(_text(content / URLS, findings).splitlines(), 1):
        address, *numbers = text.split() or [""]
        if not address:
            continue
        if _ADDRESS.fullmatch(address) and all(map(_ITEM.match, numbers)):
            promised[address] = line
            if numbers:
                items[address] = items.get(address, frozenset()).union(numbers)
        else:
            address = text.strip()
            message = f"{quote(address)} không phải địa chỉ trong trang"
            findings.append(
                Finding(
                    URLS,
                    line,
                    1,
                    "error",
                    "invalid-url",
                    message,
                    "mỗi dòng một địa chỉ như “/hop/…/”, sau đó là số các mục của cuộc họp",
                )
            )
    if not promised and (content / URLS).is_file() and not findings:
        message, hint = "sổ địa chỉ không có địa chỉ nào", f"lấy lại tệp từ git: git checkout -- content/{URLS}"
        findings.append(Finding(URLS, 1, 1, "error", "ledger-empty", message, hint))
    return promised, items


def _redirects(content: Path, findings: list[Finding]) -> tuple[dict[str, str], Marked | None]:
    text = _text(content / REDIRECTS, findings)
    try:
        marked = read_yaml(text)
    except YamlError as error:
        findings.append(Finding(REDIRECTS, error.line, error.column, "error", error.rule, error.message, error.hint))
        return {}, None
    findings += [Finding(REDIRECTS, f.line, f.column, "error", f.rule, f.message, f.hint) for f in marked.faults]
    if marked.value is None:
        return {}, marked
    redirects = {}
    entries = marked.value.items() if isinstance(marked.value, dict) else [("", marked.value)]
    for old, new in entries:
        if isinstance(new, str) and _ADDRESS.fullmatch(old) and _ADDRESS.fullmatch(new):
            redirects[old] = new
        else:
            findings.append(
                Finding(
                    REDIRECTS, *marked.key_place((old,)), "error", "invalid-url",
                    f"{quote(old)}: mỗi dòng là “/địa-chỉ-cũ/: /địa-chỉ-mới/”",
                )
            )  # fmt: skip
    return redirects, marked
