"""How a meeting, or one item of it, is cited: in Vietnamese, BibTeX, RIS and CSL-JSON.

What is cited is the archive's record; its date is the meeting's, since that is the date a reader of the citation looks for.
An item is cited by its name after the title ("nhiệm vụ 3") and its own address (``…/#t3``): each form is given as runs of
text with slots in the places that these take.

BibTeX: https://www.bibtex.org/Format/ (braces must balance even when escaped); RIS: two letters, two spaces, hyphen, space
in front of each value; CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from msgspec import Struct

from giaoban import dates

AUTHOR = "Giao ban"
_GENRE = "bản ghi cuộc họp"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Escaped braces would still count as braces, so they are spelled out like the other marks that TeX takes for its own.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
})  # fmt: skip
# Stand within a form, as it is made, for what an item adds to it; no title keeps them.
_AT, _KEYED, _NAMED = "#\ue0f1", "-\ue0f1", ", \ue0f1"
_SLOTS = re.compile(f"({_AT}|{_KEYED}|{_NAMED})")
_SPACE = re.compile(r"[\s\ue0f1]+")


class CitedWork(NamedTuple):
    """What is cited: a record's ``id``, ``title``, ``date`` (EDTF) and absolute ``address``."""

    id: str
    title: str
    date: str
    address: str


class Slot(Struct, frozen=True):
    """Where a citation names an item, once one is picked: its number after ``#`` or ``-``, its name after ``, ``."""

    lead: str


Runs = tuple[str | Slot, ...]


class Citations(Struct, frozen=True):
    """The citation of one work in four forms. ``vietnamese`` ends before the day on which the page was read."""

    vietnamese: Runs
    bibtex: Runs
    ris: Runs
    csl: Runs


def citations(work: CitedWork) -> Citations:
    """The citation of a work, with slots for one item of it."""
    work = work._replace(title=_SPACE.sub(" ", work.title).strip())
    return Citations(*[_runs(form(work)) for form in (_vietnamese, _bibtex, _ris, _csl)])


def _runs(text: str) -> Runs:
    pieces: list[str | Slot] = [*_SLOTS.split(text)]
    pieces[1::2] = [Slot(slot[:-1]) for slot in pieces[1::2] if isinstance(slot, str)]
    return tuple(piece for piece in pieces if piece)


def _vietnamese(work: CitedWork) -> str:
    return f"{AUTHOR} ({_years(work.date)}), “{work.title}”{_NAMED}, họp {day_in_text(work.date)}, {work.address}{_AT}"


def day_in_text(date: str) -> str:
    """When the meeting was, in running text: "ngày 29-10-2018"."""
    words = dates.vietnamese(date)
    return f"ngày {words}" if words[:1].isdigit() and dates.parse(date).precision == "day" else words


def _years(date: str) -> str:
    moment = dates.parse(date)
    first, last = moment.earliest.year, moment.latest.year
    return f"{first}" if first == last else f"{first}–{last}"


def _bibtex(work: CitedWork) -> str:
    moment = dates.parse(work.date)
    year, month = (moment.earliest.year, moment.earliest.month)
    fields = [
        ("author", f"{{{{{AUTHOR}}}}}"),
        ("title", f"{{{{{work.title.translate(_TEX)}{_NAMED}}}}}"),
        ("year", f"{{{_years(work.date).replace('–', '--')}}}"),
    ]
    if (year, month) == (moment.latest.year, moment.latest.month):
        fields.append(("month", _MONTHS[month - 1]))
    fields += [
        ("howpublished", f"{{{_GENRE}}}"),
        ("note", f"{{họp {day_in_text(work.date).translate(_TEX)}}}"),
        ("url", f"{{{work.address}{_AT}}}"),
        ("langid", "{vietnamese}"),
    ]
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields)
    return f"@misc{{{work.id}{_KEYED},\n{lines}\n}}"


def _ris(work: CitedWork) -> str:
    moment = dates.parse(work.date)
    day = moment.earliest
    slashed = day.isoformat().replace("-", "/")
    date = {"day": f"{slashed}/", "month": f"{slashed[:7]}//"}.get(moment.precision)
    # A year of which only the bounds are known stays out of PY, which must be one year.
    single = moment.earliest.year == moment.latest.year
    lines = [
        ("TY", "ELEC"),
        ("ID", f"{work.id}{_KEYED}"),
        ("AU", AUTHOR),
        ("TI", f"{work.title}{_NAMED}"),
        *([("PY", str(day.year))] if single else []),
        *([("DA", date)] if date else []),
        ("M3", _GENRE),
        ("N1", f"họp {day_in_text(work.date)}"),
        ("UR", f"{work.address}{_AT}"),
        ("LA", "vi"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines)


def _csl(work: CitedWork) -> str:
    data = {
        "id": f"{work.id}{_KEYED}",
        "type": "webpage",
        "author": [{"literal": AUTHOR}],
        "title": f"{work.title}{_NAMED}",
        "genre": _GENRE,
        "issued": _csl_date(work.date),
        "note": f"họp {day_in_text(work.date)}",
        "URL": f"{work.address}{_AT}",
        "language": "vi",
    }
    lines = ",\n".join(f"  {json.dumps(k)}: {json.dumps(v, ensure_ascii=False)}" for k, v in data.items())
    return f"[{{\n{lines}\n}}]"


def _csl_date(date: str) -> dict[str, Any]:
    moment = dates.parse(date)
    first, last = moment.earliest, moment.latest
    if moment.precision in {"day", "month", "year"}:
        length = {"day": 3, "month": 2, "year": 1}[moment.precision]
        found: dict[str, Any] = {"date-parts": [[first.year, first.month, first.day][:length]]}
    else:
        found = {"date-parts": [[d.year, d.month, d.day] for d in (first, last)]}
    # "circa" is CSL's only word for a date that is not certain, or of which only the bounds are known.
    if moment.qualifier or moment.precision == "between":
        found["circa"] = True
    return found
