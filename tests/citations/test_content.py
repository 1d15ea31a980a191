"""The archive's own records: every form in which a document was cited leads back to what the editor says it means."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from giaoban.citations import Context, Index, annotate, find, resolve
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.leader import Leader
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.resolution import Resolution
from giaoban.records.models.unit import Unit

CONTENT = Path(__file__).resolve().parents[2] / "content"

# Reports in other languages keep the words of their source; the grammar reads Vietnamese.
FOREIGN = frozenset([
    "le Règlement sur les élections du Parti",
    "les Directives et les Lignes directrices sur le travail du personnel pour les congrès du Parti à tous les niveaux, en vue du 12e Congrès du Parti",  # noqa: E501 - as it is written
    "les Directives sur le renforcement du travail de protection politique interne dans la nouvelle situation",
    "第12回党大会決議",
    "党建設に関する第12期党中央委員会第4回総会決議",
    "『ホーチミン主席の思想、道徳を見習おう』運動の促進に関する政治局の指示5号",
    "第6回と第7回総会",
    "les Résolutions du 6e Comité Central (terme XII)",
    "nouveaux Règlements sur la décentralisation de la gestion des cadres et de la nomination, l'introduction des cadres pour l'élection",  # noqa: E501 - as it is written
    "十二大十中全会和十一中全会",
    "Resolution of the 13th Party Congress",
])  # fmt: skip
# What the words alone do not settle: the editor's note says what did.
UNSETTLED = frozenset([
    "Hội nghị lần thứ 4 Ban Chấp hành",
    "Chương trình 01 của Thành ủy",
    "chỉ thị về Đại hội Đảng bộ các cấp",
    "Chỉ thị và hướng dẫn công tác nhân sự đại hội Đảng bộ các cấp, tiến tới đại hội 12 của Đảng",
    "Kế hoạch số 67-KH/TƯ của Ban Thường vụ Tỉnh ủy",
    "Đề án 05-ĐA/HU ngày 05/6/2018 về sắp xếp tinh gọn tổ chức bộ máy, nâng cao hiệu lực, hiệu quả hoạt động của hệ thống chính trị",  # noqa: E501 - as it is written
    "Quy chế số 04-QC/BTCTU ngày 27/3/2023 của Ban Tổ chức Tỉnh ủy",
])  # fmt: skip


@cache
def records() -> list[object]:
    return [record for source in discover(CONTENT)[0] for _, record in load(source).records]


def by_id(kind: type) -> dict[str, object]:
    return {record.id: record for record in records() if isinstance(record, kind)}


@cache
def index() -> Index:
    return Index.build(*(by_id(kind) for kind in (Resolution, Plenum, Organization, Unit, Leader)))


def context(briefing: Briefing) -> Context:
    host = by_id(Organization).get(briefing.host)
    return Context(briefing.date, host.province if host and briefing.level != "central" else None)


BRIEFINGS = sorted(by_id(Briefing))


@pytest.mark.parametrize("name", BRIEFINGS)
def test_cited_forms(name: str) -> None:
    briefing = by_id(Briefing)[name]
    for citation in briefing.resolutions:
        if not (citation.resolution or citation.plenum):
            continue
        for words in citation.cited:
            if words in FOREIGN | UNSETTLED:
                continue
            # What is named by its session and nothing more leads to the session's page.
            plenum = citation.plenum or by_id(Resolution)[citation.resolution].plenum
            found = resolve(find(words, index().lookup), index().lookup, context(briefing))
            assert any(r.resolution == citation.resolution or r.plenum == (plenum or "") for r in found), (words, found)


@pytest.mark.parametrize("name", BRIEFINGS)
def test_summaries_leave_nothing_open(name: str) -> None:
    briefing = by_id(Briefing)[name]
    assert annotate(briefing.summary, index().lookup, context(briefing)).findings == ()


def test_every_exception_is_still_needed() -> None:
    cited = {words for briefing in by_id(Briefing).values() for c in briefing.resolutions for words in c.cited}
    assert cited >= FOREIGN | UNSETTLED
