"""The history of a record, in words."""

from __future__ import annotations

import pytest

from giaoban.records.changes import Changed, History, RecordChange
from giaoban.records.models.briefing import Briefing
from giaoban.views import words
from giaoban.views.evidence import history
from giaoban.views.values import date, text


@pytest.mark.parametrize(("parts", "said"), [
    ((), "Thêm vào kho"),
    ((Changed("summary"), Changed("date")), "Sửa tóm tắt, ngày họp"),
    (
        (Changed("results", "r1"), Changed("results", "r3"), Changed("tasks", "t11", "added")),
        "Thêm nhiệm vụ 11; sửa kết quả 1 và 3",
    ),
    ((Changed("sources", "s2", "removed"),), "Bỏ nguồn 2"),
    (tuple(Changed("tasks", f"t{i}") for i in range(1, 9)), "Sửa 8 nhiệm vụ"),
    ((Changed("khong-biet"),), "Sửa mục khác"),
    ((Changed("record"),), "Sửa bản ghi"),
])  # fmt: skip
def test_a_change_is_said_in_vietnamese(parts: tuple[Changed, ...], said: str) -> None:
    (line,) = history(History((RecordChange("2026-11-21", parts),)))
    assert (line.what, line.day) == (said, date("2026-11-21"))


def test_days_left_out_are_counted() -> None:
    lines = history(History((RecordChange("2026-11-21", (Changed("date"),)),), 3))
    assert [(line.day, line.what) for line in lines] == [
        (date("2026-11-21"), "Sửa ngày họp"), (text("Trước đó"), "3 lần thêm, sửa"),
    ]  # fmt: skip
    assert history(None) == ()


def test_every_part_of_a_record_has_a_name() -> None:
    assert Briefing.model_fields.keys() - {"summary_line"} <= words.RECORD.keys()
