"""How a meeting, or one item of it, is cited: in Vietnamese, BibTeX, RIS and CSL-JSON.

What is cited is the archive's record; its date is the meeting's, since that is the date a reader of the citation looks for.
An item is cited by its name after the title ("nhiệm vụ 3") and its own address (``…/#t3``).

BibTeX: https://www.bibtex.org/Format/ (braces must balance even when escaped); RIS: two letters, two spaces, hyphen, space
in front of each value; CSL-JSON: https://docs.citationstyles.org/en/stable/specification.html#appendix-iv-variables
"""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

from giaoban import dates

AUTHOR = "Giao ban"
_GENRE = "bản ghi cuộc họp"
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Escaped braces would still count as braces, so they are spelled out like the other marks that TeX takes for its own.
_TEX = str.maketrans({
    "\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
})  # fmt: skip
_SPACE = re.compile(r"\s+")


class Work(NamedTuple):
    """What is cited: a record's ``id``, ``title``, ``date`` (EDTF) and absolute ``address``."""

    id: str
    title: str
    date: str
    address: str


class Item(NamedTuple):
    """An item of the work: its ``number`` (``t3``) and what it is called ("nhiệm vụ 3"). Both empty: the whole work."""

    number: str = ""
    name: str = ""


class Forms(NamedTuple):
    """One citation in four forms. ``vietnamese`` ends before the day on which the page was read."""

    vietnamese: str
    bibtex: str
    ris: str
    csl: str


def forms(work: Work, item: Item = Item()) -> Forms:  # noqa: B008 - frozen
    """The citation of a work or of an item in it."""
    work = work._replace(title=_SPACE.sub(" ", work.title).strip())
    return Forms(_vietnamese(work, item), _bibtex(work, item), _ris(work, item), _csl(work, item))


def _vietnamese(work: Work, item: Item) -> str:
    name = f", {item.name}" if item.name else ""
    return f"{AUTHOR} ({_years(work.date)}), “{work.title}”{name}, họp {said(work.date)}, {_address(work, item)}"


def said(date: str) -> str:
    """When the meeting was, in running text: "ngày 29-10-2018"."""
    words = dates.vietnamese(date)
    return f"ngày {words}" if words[:1].isdigit() and dates.parse(date).precision == "day" else words


def _years(date: str) -> str:
    moment = dates.parse(date)
    first, last = moment.earliest.year, moment.latest.year
    return f"{first}" if first == last else f"{first}–{last}"


def _address(work: Work, item: Item) -> str:
    return f"{work.address}#{item.number}" if item.number else work.address


def _title(work: Work, item: Item) -> str:
    return f"{work.title}, {item.name}" if item.name else work.title


def _key(work: Work, item: Item) -> str:
    return f"{work.id}-{item.number}" if item.number else work.id


def _bibtex(work: Work, item: Item) -> str:
    moment = dates.parse(work.date)
    year, month = (moment.earliest.year, moment.earliest.month)
    fields = [
        ("author", f"{{{{{AUTHOR}}}}}"),
        ("title", f"{{{{{_title(work, item).translate(_TEX)}}}}}"),
        ("year", f"{{{_years(work.date).replace('–', '--')}}}"),
    ]
    if (year, month) == (moment.latest.year, moment.latest.month):
        fields.append(("month", _MONTHS[month - 1]))
    fields += [
        ("howpublished", f"{{{_GENRE}}}"),
        ("note", f"{{họp {said(work.date).translate(_TEX)}}}"),
        ("url", f"{{{_address(work, item)}}}"),
        ("langid", "{vietnamese}"),
    ]
    lines = ",\n".join(f"  {name} = {value}" for name, value in fields)
    return f"@misc{{{_key(work, item)},\n{lines}\n}}"


def _ris(work: Work, item: Item) -> str:
    moment = dates.parse(work.date)
    day = moment.earliest
    slashed = day.isoformat().replace("-", "/")
    date = {"day": f"{slashed}/", "month": f"{slashed[:7]}//"}.get(moment.precision)
    # A year of which only the bounds are known stays out of PY, which must be one year.
    single = moment.earliest.year == moment.latest.year
    lines = [
        ("TY", "ELEC"),
        ("ID", _key(work, item)),
        ("AU", AUTHOR),
        ("TI", _title(work, item)),
        *([("PY", str(day.year))] if single else []),
        *([("DA", date)] if date else []),
        ("M3", _GENRE),
        ("N1", f"họp {said(work.date)}"),
        ("UR", _address(work, item)),
        ("LA", "vi"),
        ("ER", ""),
    ]
    return "\n".join(f"{tag}  - {value}" for tag, value in lines)


def _csl(work: Work, item: Item) -> str:
    data = {
        "id": _key(work, item),
        "type": "webpage",
        "author": [{"literal": AUTHOR}],
        "title": _title(work, item),
        "genre": _GENRE,
        "issued": _csl_date(work.date),
        "note": f"họp {said(work.date)}",
        "URL": _address(work, item),
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
