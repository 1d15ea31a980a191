"""Dates: what is read, refused and said, with the edtf package as the oracle."""

from __future__ import annotations

import os
from datetime import date

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from giaoban import dates

EXAMPLES = settings(max_examples=int(os.environ.get("GIAOBAN_EXAMPLES", "200")), deadline=None)

# As written, earliest and latest day, precision, as a reader sees it.
READ = [
    ("2018-10-29", "2018-10-29", "2018-10-29", "day", "29-10-2018"),
    ("2018-11", "2018-11-01", "2018-11-30", "month", "tháng 11-2018"),
    ("2020-02", "2020-02-01", "2020-02-29", "month", "tháng 2-2020"),
    ("2020-33", "2020-01-01", "2020-03-31", "quarter", "quý I-2020"),
    ("2020-36", "2020-10-01", "2020-12-31", "quarter", "quý IV-2020"),
    ("2020-40", "2020-01-01", "2020-06-30", "half", "6 tháng đầu năm 2020"),
    ("2020-41", "2020-07-01", "2020-12-31", "half", "6 tháng cuối năm 2020"),
    ("2018", "2018-01-01", "2018-12-31", "year", "năm 2018"),
    ("2018-01/2018-09", "2018-01-01", "2018-09-30", "interval", "từ tháng 1-2018 đến tháng 9-2018"),
    ("2020-03-26/2020-03-26", "2020-03-26", "2020-03-26", "interval", "từ 26-3-2020 đến 26-3-2020"),
    ("[2020-03-26..2020-06-30]", "2020-03-26", "2020-06-30", "between", "trong khoảng 26-3-2020 đến 30-6-2020"),
    ("2018?", "2018-01-01", "2018-12-31", "year", "năm 2018 (chưa chắc chắn)"),
    ("2018-10-29~", "2018-10-29", "2018-10-29", "day", "29-10-2018 (khoảng)"),
    ("2018-33%", "2018-01-01", "2018-03-31", "quarter", "quý I-2018 (khoảng, chưa chắc chắn)"),
]
# As written, and what the message says.
REFUSED = [
    ("", "EDTF"),
    ("29-10-2018", "EDTF"),
    ("2018/10/29", "EDTF"),
    ("18-10-29", "EDTF"),
    ("2018-1", "EDTF"),
    ("2018-10-29 ", "EDTF"),
    ("2018-10-29T10:00", "EDTF"),
    ("２０１８", "EDTF"),
    ("2018-10-29\n", "EDTF"),
    ("-2018", "EDTF"),
    ("2018-13", "tháng 13"),
    ("2018-00", "tháng 0"),
    ("2018-21", "tháng 21"),
    ("2018-13-01", "tháng 13"),
    ("2018-02-29", "29-2-2018"),
    ("2018-04-31", "31-4-2018"),
    ("0000", "0000"),
    ("2018-09/2018-01", "đứng trước"),
    ("2018/", "EDTF"),
    ("/2018", "EDTF"),
    ("2018/..", "EDTF"),
    ("2018/2019/2020", "EDTF"),
    ("[2020-06-30..2020-03-26]", "đứng trước"),
    ("[2020..]", "EDTF"),
    ("[2020-03-26]", "khoảng ngày"),
    ("[]", "khoảng ngày"),
    ("[", "EDTF"),
]


@pytest.mark.parametrize(("text", "earliest", "latest", "precision", "said"), READ)
def test_what_is_read(text: str, earliest: str, latest: str, precision: str, said: str) -> None:
    parsed = dates.parse(text)
    assert (parsed.earliest.isoformat(), parsed.latest.isoformat(), parsed.precision) == (earliest, latest, precision)
    assert dates.vietnamese(text) == said
    assert parsed.exact == (precision == "day" and not text.endswith("~"))
    assert dates.parse_or_none(text) == parsed


@pytest.mark.parametrize(("text", "message"), REFUSED)
def test_what_is_refused(text: str, message: str) -> None:
    with pytest.raises(dates.EdtfError, match=message):
        dates.parse(text)
    assert dates.parse_or_none(text) is None


def test_imprecise_dates_sort_by_their_earliest_day_the_more_precise_first() -> None:
    texts = ["2018-10-29", "[2018-10-01..2018-12-31]", "2018", "2018-10", "2018-10-01", "2018-36", "2019", "2017-12-31"]
    ordered = sorted(texts, key=lambda t: dates.parse(t).sort_key)
    assert ordered == [
        "2017-12-31",
        "2018",
        "2018-10-01",
        "2018-10",
        "2018-36",
        "[2018-10-01..2018-12-31]",
        "2018-10-29",
        "2019",
    ]


YEARS = st.integers(1000, 9999).map(lambda y: f"{y:04d}")
POINTS = st.builds(
    lambda text, doubt: text + doubt,
    st.one_of(
        YEARS,
        st.builds("{}-{:02d}".format, YEARS, st.sampled_from([*range(14), 20, 32, *range(33, 37), 37, 39, 40, 41, 42])),
        st.builds("{}-{:02d}-{:02d}".format, YEARS, st.integers(0, 13), st.integers(0, 32)),
        st.dates(date(1000, 1, 1)).map(date.isoformat),
    ),
    st.sampled_from(["", "", "", "?", "~", "%"]),
)
TEXTS = st.one_of(
    POINTS,
    st.builds("{}/{}".format, POINTS, POINTS),
    st.builds("[{}..{}]".format, YEARS, YEARS),
    st.text(st.sampled_from("0123456789-/.[]?~% "), max_size=24),
)


def oracle(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Earliest and latest day as the edtf package reads them, or None where it does not."""
    try:
        parsed = edtf.parse_edtf(text)
        return tuple(parsed.lower_strict()[:3]), tuple(parsed.upper_strict()[:3])
    except Exception:  # the package raises whatever its parser and the calendar raise
        return None


@settings(EXAMPLES, max_examples=EXAMPLES.max_examples // 2)  # the oracle takes its time
@given(POINTS.filter(lambda t: not t.endswith(("?", "~", "%"))))
def test_a_point_is_read_as_the_edtf_package_reads_it(text: str) -> None:
    try:
        parsed = dates.parse(text)
    except dates.EdtfError:
        return
    expected = oracle(text)
    assert expected is not None, text
    assert expected == (parsed.earliest.timetuple()[:3], parsed.latest.timetuple()[:3])


@EXAMPLES
@given(TEXTS)
def test_whatever_is_read_has_an_order_and_can_be_said(text: str) -> None:
    try:
        parsed = dates.parse(text)
    except dates.EdtfError:
        return
    assert parsed.earliest <= parsed.latest
    assert dates.vietnamese(text)
    assert parsed.text == text


@EXAMPLES
@given(st.text(max_size=30))
def test_no_text_makes_it_raise_anything_else(text: str) -> None:
    try:
        dates.parse(text)
        dates.vietnamese(text)
    except dates.EdtfError:
        pass
