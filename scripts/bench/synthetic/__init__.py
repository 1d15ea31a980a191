"""A content folder of any size that passes the project's check; for one seed it is the same on every machine."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel

from bench.synthetic.cast import Places, organizations, paper_yaml, papers_of, people_of, person_yaml
from bench.synthetic.chain import Chain
from bench.synthetic.meetings import MeetingMaker, series_yaml
from bench.synthetic.vocabulary import WideChain
from giaoban import dates
from giaoban.records.files import discover
from giaoban.records.load import load
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.indicator import Indicator
from giaoban.records.models.organization import Organization
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.topic import Topic
from giaoban.records.models.unit import Unit

Record = TypeVar("Record", bound=BaseModel)

_COPIED = ("provinces.yml", "plenums.yml", "topics.yml", "indicators.yml")


def write(root: Path, content: Path, records: int, seed: int, *, wide: bool = False) -> None:
    """Write ``records`` meetings, and all they name, to the new folder ``content``.

    Provinces, plenums, topics, indicators, organizations and pages are those of ``root/content``, and so are the words; with
    ``wide``, for measuring search, Vietnamese ones that do not occur there stand among them.
    """
    real = root / "content"
    known = _real(real)
    rng = random.Random(seed)  # noqa: S311 -- nothing here is secret
    chain = (WideChain if wide else Chain)(_texts(_of(known, Briefing)))
    places = Places(_of(known, Unit), rng)
    plenums = _of(known, Plenum)
    people = people_of(max(8, records // 5), places, rng)
    papers = papers_of(max(12, records * 3 // 10), places, plenums, rng)

    content.mkdir(parents=True)
    for name in _COPIED:
        shutil.copyfile(real / name, content / name)
    if (real / "pages").is_dir():
        shutil.copytree(real / "pages", content / "pages")
    (content / "organizations").mkdir()
    for entity, text in organizations(_of(known, Organization), places):
        _put(content / "organizations" / f"{entity}.yml", text)
    (content / "leaders").mkdir()
    for person in people:
        _put(content / "leaders" / f"{person.id}.yml", person_yaml(person, chain, rng))
    (content / "resolutions").mkdir()
    for at, paper in enumerate(papers):
        _put(content / "resolutions" / f"{paper.id}.yml", paper_yaml(papers, at, chain, rng))

    held = [(plenum, dates.parse(plenum.date).latest.toordinal()) for plenum in plenums if plenum.date]
    topics = [topic.id for topic in _of(known, Topic)]
    indicators = [(indicator.id, indicator.units) for indicator in _of(known, Indicator)]
    meetings = MeetingMaker(chain, places, people, papers, held, topics, indicators, rng)
    for year in range(2011, 2027):
        (content / "briefings" / str(year)).mkdir(parents=True)
    for path, text in meetings.make(records):
        _put(content / path, text)
    series = sorted(meetings.series.values())
    _put(content / "series.yml", "series:\n" + "".join(map(series_yaml, series)) if series else "series: []\n")


def _real(content: Path) -> list[BaseModel]:
    sources, _ = discover(content)
    return [record for source in sources for _, record in load(source).records]


def _of(records: list[BaseModel], kind: type[Record]) -> list[Record]:
    return [record for record in records if isinstance(record, kind)]


def _texts(briefings: list[Briefing]) -> Iterator[str]:
    for briefing in briefings:
        yield briefing.summary
        yield from (item.text for item in briefing.items)


def _put(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
