"""What a document or a source lacks."""

from __future__ import annotations

from typing import Any

import pytest

from giaoban.records.model import Source, lacking_of_source
from giaoban.records.models.resolution import Resolution, lacking_of_resolution

WHOLE = {"symbol": "18-NQ/TW", "type": "Nghị quyết", "issuer": "tw", "term": "XII", "date": "2017-10", "title": "Về X"}


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({}, ()),
        ({"symbol": None}, ("symbol",)),
        ({"symbol": None, "type": "Điều lệ"}, ()),
        ({"symbol": None, "issuer": "dai-hoi-dai-bieu-toan-quoc"}, ()),
        ({"issuer": None}, ("issuer",)),
        ({"term": None}, ()),
        ({"date": None}, ("date",)),
        ({"term": None, "date": None}, ("term", "date")),
        ({"term": None, "date": None, "symbol": "15/CT-TTg", "type": "Chỉ thị"}, ("date",)),
        ({"term": None, "date": None, "type": "Luật"}, ("date",)),
        ({"title": None, "title_as_cited": "Nghị quyết về X"}, ("title",)),
    ],
)
def test_what_a_document_lacks(change: dict[str, Any], lacks: tuple[str, ...]) -> None:
    record = Resolution.model_validate({"id": "a", "sources": [{"id": "s1", "title": "Bài"}], **WHOLE, **change})
    assert lacking_of_resolution(record) == lacks


def test_what_a_source_lacks() -> None:
    assert lacking_of_source(Source(id="s1", title="Bài")) == ("publisher", "url", "published")
    whole = Source(id="s1", title="Bài", publisher="Báo", url="https://bao.example/", published="2020")
    assert lacking_of_source(whole) == ()
