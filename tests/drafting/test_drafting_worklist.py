"""The work list of a draft: what an editor has to settle, with the article's own sentence."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from giaoban.drafting import Known, draft
from giaoban.drafting.files import to_record

ARTICLES = Path(__file__).parent.parent / "gold" / "articles"


def _at(record: Any, path: str) -> Any:
    for step in path.split("."):
        record = record[int(step)] if isinstance(record, list) else (record or {}).get(step)
    return record


@pytest.mark.parametrize("name", ["son-la-quy-1-2023", "cum-thi-dua-3-2022", "diem-cau-lam-dong-2018"])
def test_the_work_list_names_places_of_the_record_and_sentences_of_the_article(known: Known, name: str) -> None:
    text = (ARTICLES / f"{name}.txt").read_text(encoding="utf-8")
    found = draft(text, known)
    record = yaml.load(to_record(found).split("---\n")[1], yaml.BaseLoader)
    joined = " ".join(text.split())
    assert found.unsure
    for one in found.unsure:
        assert one.reason
        assert one.quote.rstrip("…") in joined
        if one.field != "body" and one.value:
            assert str(_at(record, one.field)) == one.value, one


def test_what_the_article_does_not_say_is_on_the_work_list(known: Known) -> None:
    found = draft(
        "Ban Tổ chức Tỉnh ủy Sơn La giao ban công tác tổ chức xây dựng Đảng. "
        "Đồng chí Lò Văn Xanh, Trưởng Ban Tổ chức Tỉnh ủy chủ trì.",
        known,
    )
    open_ = {one.field: one for one in found.unsure}
    assert {"date", "period", "people.0.leader", "sources.0.url"} <= set(open_)
    assert open_["people.0.leader"].quote == "Đồng chí Lò Văn Xanh, Trưởng Ban Tổ chức Tỉnh ủy chủ trì."
