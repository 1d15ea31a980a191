"""Citations: what a reference manager reads is what the archive says, whatever stands in a title."""

from __future__ import annotations

import json
import re
from typing import Any, NamedTuple

import pytest
import rispy
from pybtex.database import parse_string
from pybtex.textutils import normalize_whitespace

from giaoban.views import cite
from giaoban.views.cite import CitedWork, Runs, citations

ADDRESS = "https://example.org/giao-ban/hop/mot/"
TITLES = [
    "Giao ban trực tuyến ngành Tổ chức xây dựng Đảng tháng 11-2018",
    "Sơ kết 50% & 100% chỉ tiêu #1_2, giá $5",
    r"Dấu \ và {ngoặc} lệch } } { ~ ^",
    'Ba dấu " ba loại “nháy” ’ ` \' "',
    "Dòng một\nTY  - JOUR\nER  - \ndòng hai",
    "@article{x, title={giả}}",
    "</pre><script>alert(1)</script>, \\u2028 \u2028 hết",
    "Kết thúc bằng gạch chéo \\",
    "Ký tự dùng riêng #\ue0f1, \ue0f1 hết",
]
TEX = {
    r"\textbackslash": "\\", r"\textbraceleft": "{", r"\textbraceright": "}", r"\textasciitilde": "~",
    r"\textasciicircum": "^", r"\$": "$", r"\&": "&", r"\%": "%", r"\#": "#", r"\_": "_",
}  # fmt: skip


class Forms(NamedTuple):
    """The forms of a citation as a reader copies them."""

    vietnamese: str
    bibtex: str
    ris: str
    csl: str


def made(title: str, date: str = "2018-10-29", number: str = "") -> Forms:
    """The citation of a work, or of a task in it by its number."""
    found = citations(CitedWork("mot", title, date, ADDRESS))
    return Forms(*(filled(runs, number) for runs in (found.vietnamese, found.bibtex, found.ris, found.csl)))


def filled(runs: Runs, number: str) -> str:
    """What the page's script makes of a form: each slot gets its lead and the item's number or name, or nothing."""
    name = f"nhiệm vụ {number[1:]}"
    return "".join(
        run if isinstance(run, str) else (number and run.lead + (name if run.lead == ", " else number)) for run in runs
    )


def plain(title: str) -> str:
    return " ".join(title.replace("\ue0f1", " ").split())


def untex(value: str) -> str:
    """What TeX would print."""
    return re.sub(r"(\\[a-z]+)(?:\{\})?|(\\[$&%#_])|[{}]", lambda m: TEX.get(m[1] or m[2] or "", ""), value)


def entry(text: str) -> Any:
    (found,) = parse_string(text, "bibtex").entries.items()
    return found


def reference(text: str) -> dict[str, Any]:
    (found,) = rispy.loads(text)
    return found


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("item", ["", "t3"], ids=["whole", "item"])
def test_every_form_says_the_same(title: str, item: str) -> None:
    cited = made(title, number=item)
    whole = f"{plain(title)}, nhiệm vụ 3" if item else plain(title)
    address = f"{ADDRESS}#t3" if item else ADDRESS
    key = "mot-t3" if item else "mot"

    (csl,) = json.loads(cited.csl)
    assert (csl["id"], csl["title"], csl["URL"]) == (key, whole, address)
    assert csl["issued"] == {"date-parts": [[2018, 10, 29]]}

    name, bib = entry(cited.bibtex)
    assert (name, bib.type, bib.fields["url"], bib.fields["year"]) == (key, "misc", address, "2018")
    assert untex(bib.fields["title"]) == normalize_whitespace(whole)
    assert bib.fields["month"] == "October"
    assert [str(person) for person in bib.persons["author"]] == ["{Giao ban}"]

    ris = reference(cited.ris)
    assert (ris["type_of_reference"], ris["id"], ris["title"]) == ("ELEC", key, whole)
    assert (ris["urls"], ris["authors"], ris["year"], ris["date"]) == ([address], ["Giao ban"], "2018", "2018/10/29/")

    assert cited.vietnamese.startswith(f"Giao ban (2018), “{plain(title)}”")
    assert cited.vietnamese.endswith(f"họp ngày 29-10-2018, {address}")
    assert ("”, nhiệm vụ 3, họp" in cited.vietnamese) == bool(item)


@pytest.mark.parametrize(("date", "issued", "ris_date", "year", "said"), [
    ("2018-10-29", {"date-parts": [[2018, 10, 29]]}, "2018/10/29/", "2018", "ngày 29-10-2018"),
    ("2018-11", {"date-parts": [[2018, 11]]}, "2018/11//", "2018", "tháng 11-2018"),
    ("2018", {"date-parts": [[2018]]}, None, "2018", "năm 2018"),
    ("2018-10-29~", {"date-parts": [[2018, 10, 29]], "circa": True}, "2018/10/29/", "2018", "ngày 29-10-2018 (khoảng)"),
    (
        "[2020-03-26..2020-06-30]", {"date-parts": [[2020, 3, 26], [2020, 6, 30]], "circa": True}, None, "2020",
        "trong khoảng 26-3-2020 đến 30-6-2020",
    ),
    ("[2020-12-28..2021-01-05]", {"date-parts": [[2020, 12, 28], [2021, 1, 5]], "circa": True}, None, None, "trong khoảng"),
    ("2020-33", {"date-parts": [[2020, 1, 1], [2020, 3, 31]]}, None, "2020", "quý I-2020"),
])  # fmt: skip
def test_a_date_is_no_more_certain_than_the_record(
    date: str, issued: object, ris_date: str | None, year: str | None, said: str
) -> None:
    cited = made("Một", date)
    assert json.loads(cited.csl)[0]["issued"] == issued
    ris = reference(cited.ris)
    assert (ris.get("date"), ris.get("year")) == (ris_date, year)
    fields = entry(cited.bibtex)[1].fields
    assert fields["year"] == (year or "2020--2021")
    assert ("month" in fields) == date.startswith(("2018-1",))
    assert f"họp {said}" in cited.vietnamese


def test_the_author_is_the_archive() -> None:
    assert cite.AUTHOR == "Giao ban"
