"""Symbols of documents: ``18-NQ/TW``, ``08-QĐi/TW``, ``15/CT-TTg``, ``30/2020/NĐ-CP``, ``202/2025/QH15``.

Party: number, hyphen, type, slash, issuer. State: number, slash, year for legal acts, slash, type, hyphen, issuer. What is
printed the other way round ("34/CT-TW") is put right by who the issuer is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from giaoban.citations import patterns, tables
from giaoban.citations.patterns import Shadow, shadow

_STATE_ISSUER = re.compile(r"(?:UBTVQH|QH)\d{1,2}|HĐND|UBND|CP|TTg")
_SHORTEST_MIXED = 3


@dataclass(frozen=True, slots=True)
class Symbol:
    """A symbol taken apart. ``text`` is its normal form; ``code`` is None when it carries no type (202/2025/QH15)."""

    number: int
    code: str | None
    issuer: str
    year: int | None = None
    rest: str | None = None
    state: bool = False

    @property
    def text(self) -> str:
        """The normal form: numbers of the Party are padded to two digits, those of the State are not."""
        if not self.state:
            return f"{self.number:02d}-{self.code}/{self.issuer}"
        middle = f"{self.year}/" if self.year else ""
        code = f"{self.code}-" if self.code else ""
        rest = f"-{self.rest}" if self.rest else ""
        number = f"{self.number:02d}" if middle or code else str(self.number)
        return f"{number}/{middle}{code}{self.issuer}{rest}"


def read(seen: Shadow, at: int, *, letter: bool = False) -> tuple[Symbol, int] | None:
    """The symbol that begins at a place of a shadow, and where it ends. ``letter``: 1234/UBND-NC is one, too."""
    forms = _FORMS if letter else _FORMS[:-1]
    for name, pattern in forms:
        if match := patterns.compiled(pattern).match(seen.low, at):
            symbol = _of_form(name, seen.text[at : match.end()])
            return (symbol, match.end()) if symbol else None
    return None


@lru_cache(maxsize=16384)
def _of_form(name: str, printed: str) -> Symbol | None:
    """The symbol that some characters are, by the form they have."""
    seen = Shadow(printed, printed, printed.lower())
    match = patterns.compiled(dict(_FORMS)[name]).match(seen.low)
    return _READERS[name](seen, match) if match else None


def _state(seen: Shadow, match: re.Match[str]) -> Symbol | None:
    start, end = match.span("issuer")
    issuer = _issuer(seen, start, end)
    if issuer is None:
        return None
    code = match["code"] and tables.canonical_codes()[match["code"]]
    if code is None and not _STATE_ISSUER.fullmatch(issuer) and "-" not in issuer:
        return None
    return Symbol(int(match["number"]), code, issuer, int(match["year"]), state=True)


def _party(seen: Shadow, match: re.Match[str]) -> Symbol | None:
    start, end = match.span("issuer")
    first, second = match["first"].strip(), match["second"].strip()
    spelled = "ương" in match["issuer"]
    issuer = _issuer(seen, start, end)
    if issuer is None:
        return None
    code = tables.canonical_codes()[match["code"]]
    known = issuer in _issuer_codes() or _STATE_ISSUER.fullmatch(issuer) is not None
    if not second or not first:
        # Words stuck together are a symbol only in capitals, and only with an issuer that exists.
        if not known or not (spelled or seen.is_capital(match.start("code"), end) or (first or second) in {"-", "/"}):
            return None
        if not second and not seen.is_capital(match.start("code"), end) and "qđi" not in match["code"]:
            return None
        if not first and not second:
            return None
    of_state = _STATE_ISSUER.fullmatch(issuer) or issuer.split("-")[0] in _state_codes()
    if of_state or (first == "/" and second == "-" and not known):
        return Symbol(int(match["number"]), code, issuer, state=True)
    return Symbol(int(match["number"]), code, issuer)


def _issuer(seen: Shadow, start: int, end: int) -> str | None:
    printed = seen.text[start:end]
    upper = "".join(printed.upper().split()).replace(".", "")
    if upper in {"TRUNGƯƠNG", "TW", "TƯ"}:
        return "TW"
    variants = tables.code_variants()
    if upper in variants:
        return variants[upper]
    if upper.endswith("TƯ"):
        upper = f"{upper[:-1]}W"
    if seen.is_capital(start, end) or (
        len(upper) >= _SHORTEST_MIXED and printed[0].isupper() and printed[-1].isupper()
    ):
        return upper
    return upper if _STATE_ISSUER.fullmatch(upper) else None


def _parliament(_seen: Shadow, match: re.Match[str]) -> Symbol:
    return Symbol(int(match["number"]), None, match["issuer"].upper(), state=True)


def _letter(seen: Shadow, match: re.Match[str]) -> Symbol | None:
    if not seen.is_capital(*match.span("issuer")):
        return None
    return Symbol(int(match["number"]), None, match["issuer"].upper(), rest=match["rest"].upper(), state=True)


_FORMS = (
    ("state", patterns.STATE),
    ("party", patterns.PARTY),
    ("parliament", patterns.QH),
    ("letter", patterns.LETTER),
)
_READERS: dict[str, Callable[[Shadow, re.Match[str]], Symbol | None]] = {
    "state": _state,
    "party": _party,
    "parliament": _parliament,
    "letter": _letter,
}


@lru_cache(maxsize=1)
def _issuer_codes() -> frozenset[str]:
    return frozenset(tables.code_variants().values())


@lru_cache(maxsize=1)
def _state_codes() -> frozenset[str]:
    return frozenset(tables.load("issuers")["state_codes"])


@lru_cache(maxsize=65536)
def parse(text: str) -> Symbol | None:
    """The symbol that a whole text is, as records keep it; None when it is none."""
    seen = shadow(text.strip())
    found = read(seen, 0, letter=True)
    return found[0] if found and found[1] == len(seen.low) else None
