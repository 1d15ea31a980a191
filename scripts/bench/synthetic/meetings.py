"""The synthetic meetings in order of time, each with the people, documents and threads of its day."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple, TypeVar

from bench.synthetic.cast import LAST_DAY, Paper, Places, SyntheticLeader, committee, committee_name, quoted, source
from bench.synthetic.chain import Chain, Shares, maybe, one
from bench.synthetic.names import place_name
from bench.synthetic.prose import Held, Scene, items_yaml, summary
from giaoban import vietnamese
from giaoban.records.models.plenum import Plenum
from giaoban.records.models.unit import Unit

Choice = TypeVar("Choice")
Local = TypeVar("Local", SyntheticLeader, Paper)

FIRST_DAY = date(2011, 1, 10).toordinal()
_LEVELS = ("central",) * 4 + ("cluster",) + ("district",) * 3 + ("province",) * 12
# By month: reviews come at the turn of the year, interim reviews in its middle, others around the end of a quarter.
_RHYTHMS = {
    12: ("yearly", "yearly", "quarterly", "monthly"), 1: ("yearly", "yearly", "quarterly", "monthly"),
    6: ("half-yearly", "half-yearly", "quarterly", "monthly"),
    7: ("half-yearly", "half-yearly", "quarterly", "monthly"),
    3: ("quarterly", "monthly"), 4: ("quarterly", "monthly"), 9: ("quarterly", "monthly"), 10: ("quarterly", "monthly"),
}  # fmt: skip
_KIND = {"monthly": "briefing", "quarterly": "briefing", "half-yearly": "interim-review", "yearly": "review"}
_VERB = {"briefing": "Giao ban", "interim-review": "Sơ kết", "review": "Tổng kết"}
_EACH = {"monthly": "hằng tháng", "quarterly": "hằng quý", "half-yearly": "nửa năm", "yearly": "hằng năm"}
_RELATIONS = ("implemented",) * 5 + ("tasked",) * 4 + ("reviewed", "reported", "studied", "mentioned", "issued")
_PARTS = ("spoke", "spoke", "attended", "attended", "directed", "co-chair", "[chair, spoke]", "point-chair")
_TITLES_OF_CENTRE = (
    "Ủy viên Bộ Chính trị", "Bí thư Trung ương Đảng", "Trưởng Ban Tổ chức Trung ương", "Ủy viên Trung ương Đảng",
    "Phó Trưởng Ban Thường trực Ban Tổ chức Trung ương", "Phó Trưởng Ban Tổ chức Trung ương", "Vụ trưởng",
)  # fmt: skip
_TITLES_OF_PROVINCE = ("Phó Bí thư Thường trực {}", "Ủy viên Ban Thường vụ {}", "Trưởng Ban Tổ chức {}", "Bí thư {}")
_ATTENDANCE = (
    "Lãnh đạo các vụ, cục, đơn vị của Ban", "Lãnh đạo ban tổ chức các huyện ủy, thị ủy, thành ủy",
    "Đại diện các ban của cấp ủy",
    "Lãnh đạo, chuyên viên ban tổ chức cấp ủy trực thuộc", "Bí thư các đảng ủy cơ sở",
)  # fmt: skip
_UNITS = ("trường hợp", "đảng viên", "người", "đề án", "chi bộ", "tổ chức đảng", "%", "lượt", "đơn vị", "văn bản")


class SyntheticSeries(NamedTuple):
    """A series that some meeting belongs to."""

    id: str
    name: str
    level: str
    rhythm: str
    host: str


class Setting(NamedTuple):
    """When, where and in which row a meeting is held. ``last`` is later than ``first`` where only bounds are known."""

    id: str
    title: str
    first: int
    last: int
    date: str
    level: str
    rhythm: str
    period: str
    unit: Unit | None
    host: str
    series: SyntheticSeries | None


class MeetingMaker:
    """Makes the meetings; `series` fills as they are made."""

    def __init__(
        self,
        chain: Chain,
        places: Places,
        people: list[SyntheticLeader],
        papers: list[Paper],
        plenums: list[tuple[Plenum, int]],
        topics: list[str],
        indicators: list[tuple[str, tuple[str, ...]]],
        rng: random.Random,
    ) -> None:
        self.chain, self.places, self.rng = chain, places, rng
        self.plenums = plenums
        self.series: dict[str, SyntheticSeries] = {}
        self._topics = Shares(_shuffled(topics, rng), 4)
        self._indicators = Shares(_shuffled(indicators, rng), 4) if indicators else None
        self._people = _by_page(people, rng, 6)
        self._papers = _by_page(papers, rng, 6)
        self._held: dict[str, list[Held]] = defaultdict(list)
        self._taken: set[str] = set()
        self._days_taken: set[tuple[int, str, str]] = set()
        # Days on which provinces came or went: a date of which only bounds are known must not span one.
        starts = (u.valid_from for u in places.units.values() if u.valid_from)
        self._breaks = sorted({date.fromisoformat(start).toordinal() for start in starts})

    def make(self, count: int) -> Iterator[tuple[str, str]]:
        """Path within the content folder and text of every record."""
        days = sorted(FIRST_DAY + int(self.rng.random() * (LAST_DAY - FIRST_DAY)) for _ in range(count))
        for day in days:
            setting = self._setting(day)
            yield f"briefings/{date.fromordinal(setting.first).year}/{setting.id}.md", self._record(setting)

    def _setting(self, day: int) -> Setting:
        level, unit, host, row = self._place(day)
        for _ in range(30):  # two meetings of one host on one day look like one meeting recorded twice
            if (day, host, level) not in self._days_taken:
                break
            level, unit, host, row = self._place(day)
        self._days_taken.add((day, host, level))
        first, last, written = self._when(day)
        rhythm = one(self.rng, _RHYTHMS.get(date.fromordinal(first).month, ("monthly",)))
        period, said = _period(rhythm, date.fromordinal(first - 20))
        verb = _VERB[_KIND[rhythm]]
        who = "ngành Tổ chức xây dựng Đảng" if row is None else committee_name(unit) if unit else row
        place = f"{place_name(self.rng)}, " if level == "district" else ""
        title = f"{verb} {place}{who} {said}"
        start = str(date.fromordinal(first).year) if first != last else date.fromordinal(first).isoformat()
        stem = f"{start}-{f'{row}-' if row else ''}{vietnamese.slug(f'{verb} {said}')}"
        entity, number = stem, 2
        while entity in self._taken:
            entity, number = f"{stem}-{number}", number + 1
        self._taken.add(entity)
        series = None
        if level in {"central", "province"} and maybe(self.rng, 0.9):
            key = f"{row or 'trung-uong'}-{vietnamese.slug(_EACH[rhythm])}"
            name = f"{verb} {_EACH[rhythm]} {'toàn ngành' if row is None else f'của {unit.name if unit else row}'}"
            series = self.series.setdefault(key, SyntheticSeries(key, name, level, rhythm, host))
        return Setting(entity, title, first, last, written, level, rhythm, period, unit, host, series)

    def _place(self, day: int) -> tuple[str, Unit | None, str, str | None]:
        """Level, unit, host and the page that names the row of meetings (none for the centre)."""
        level = one(self.rng, _LEVELS)
        if level == "central":
            return level, None, "ban-to-chuc-trung-uong", None
        unit = self.places.draw(self.rng, day)
        return level, unit, f"ban-to-chuc-{committee(unit)}", unit.page

    def _when(self, day: int) -> tuple[int, int, str]:
        """First and last possible day, and how the record says so."""
        share, moment = self.rng.random(), date.fromordinal(day)
        if share < 0.02:
            last = min(day + 20 + int(self.rng.random() * 70), LAST_DAY)
            written = f'"[{moment.isoformat()}..{date.fromordinal(last).isoformat()}]"'
            first = day
        elif share < 0.03:
            first = moment.replace(day=1).toordinal()
            last = (moment.replace(day=1) + timedelta(days=31)).replace(day=1).toordinal() - 1
            written = moment.isoformat()[:7]
        else:
            return day, day, moment.isoformat()
        if first == last or any(first < at <= last for at in self._breaks):
            return day, day, moment.isoformat()
        return first, last, written

    def _record(self, setting: Setting) -> str:
        rng, chain = self.rng, self.chain
        page = setting.unit.page if setting.unit else None
        people = self._some_people(page)
        papers = self._some_papers(page, setting.first)
        units = self._some_units(setting)
        row = self._held[setting.series.id] if setting.series else []
        earlier = [held for held in row if held.last < setting.first][-4:]
        withdrawn = maybe(rng, 0.005)
        scene = Scene(setting.first, people, papers, units, earlier)
        items, tasks = items_yaml(scene, chain, rng)
        lines = self._head(setting)
        lines += self._cast(setting, people, units)
        lines += self._citations(setting, papers)
        lines.append(items)
        lines += self._figures(setting, units)
        lines.append("topics: [" + ", ".join(self._topics.some(rng, 2 + int(rng.random() * 4))) + "]\n")
        if maybe(rng, 0.1):
            lines.append(f"notes:\n  - text: {quoted(' '.join(chain.sentence(rng)))}\n    source: s1\n")
        if withdrawn or maybe(rng, 0.02):
            what = quoted(" ".join(chain.sentence(rng)))
            lines.append(f"corrections:\n  - date: 2026-11-{16 + int(rng.random() * 5)}\n    what: {what}\n")
        if withdrawn:
            lines.append("status: withdrawn\n")
        lines.append("sources:\n")
        lines += [source(f"s{i + 1}", setting.last, chain, rng) for i in range(1 + int(rng.random() * 2.3))]
        if setting.series and not withdrawn:
            self._held[setting.series.id].append(Held(setting.id, setting.last, tasks))
        return f"---\n{''.join(lines)}---\n\n{summary(scene, chain, rng)}"

    def _head(self, setting: Setting) -> list[str]:
        rng, unit = self.rng, setting.unit
        venue = unit or self.places.unit("ha-noi", setting.first, setting.last) or self.places.draw(rng, setting.first)
        lines = [
            f"id: {setting.id}\ntitle: {quoted(setting.title)}\nkind: {_KIND[setting.rhythm]}\nlevel: {setting.level}\n"
        ]
        if setting.series:
            lines.append(f"series: {setting.series.id}\n")
        lines.append(f"date: {setting.date}\n")
        if setting.first != setting.last:
            lines.append('date_note: "Bài báo không ghi ngày họp."\n')
        lines.append(f"period: {setting.period}\nhost: {setting.host}\nvenue:\n")
        place = quoted(place_name(rng).capitalize() if maybe(rng, 0.3) else venue.name)
        lines.append(f"  place: {place}\n  province: {venue.id}\n")
        if setting.level == "central" or maybe(rng, 0.3):
            lines.append(f"  format: online\n  connection_points: {8 + int(rng.random() * 180)}\n")
        else:
            lines.append("  format: in-person\n")
        return lines

    def _cast(self, setting: Setting, people: Sequence[SyntheticLeader], units: Sequence[Unit]) -> list[str]:
        rng = self.rng
        lines = ["people:\n"] if people else []
        for i, person in enumerate(people):
            if person.page and setting.unit:
                title = one(rng, _TITLES_OF_PROVINCE).format(committee_name(setting.unit))
            else:
                title = one(rng, _TITLES_OF_CENTRE)
            part = "chair" if i == 0 else one(rng, _PARTS)
            lines.append(f"  - leader: {person.id}\n    part: {part}\n    as: [{quoted(title)}]\n")
        lines.append(f"attendance:\n  - {one(rng, _ATTENDANCE)}\n")
        lines.append("provinces:\n" if units else "")
        notes = ((unit.id, quoted(" ".join(self.chain.sentence(rng, 18)))) for unit in units)
        return [*lines, *(f"  - province: {unit}\n    note: {note}\n" for unit, note in notes)]

    def _citations(self, setting: Setting, papers: Sequence[Paper]) -> list[str]:
        rng = self.rng
        lines = ["resolutions:\n"]
        for paper in papers:
            first, second = one(rng, _RELATIONS), one(rng, _RELATIONS)
            relation = first if first == second or maybe(rng, 0.6) else f"[{first}, {second}]"
            cited = dict.fromkeys(one(rng, paper.said) for _ in range(1 + int(rng.random() * 2.5)))
            lines.append(f"  - resolution: {paper.id}\n    relation: {relation}\n    cited: {quoted(list(cited))}\n")
        for plenum, held in self.plenums:
            if held < setting.first < held + 1500 and maybe(rng, 0.12):
                said = quoted(f"Nghị quyết Trung ương {plenum.number} khóa {plenum.term}")
                lines.append(f"  - plenum: {plenum.id}\n    relation: implemented\n    cited: [{said}]\n")
        for _ in range(int(rng.random() * 3)):
            said = quoted(f"Đề án về {self.chain.phrase(rng, 12)}")
            lines.append(f"  - relation: [drafted, tasked]\n    cited: [{said}]\n")
        return lines if len(lines) > 1 else []

    def _figures(self, setting: Setting, own: Sequence[Unit]) -> list[str]:
        rng = self.rng
        lines = []
        for i in range(int(rng.random() * 6)):
            value = int(rng.random() ** 2 * 20000) + 1
            # As many figures have an indicator as in the archive that there is.
            indicator, units = self._indicators.draw(rng) if self._indicators and maybe(rng, 0.43) else ("", _UNITS)
            shown = f"{value % 1000 / 10:.1f}" if (counted := one(rng, units)) == "%" else str(value)
            lines.append(f"  - id: f{i + 1}\n    value: {shown}\n    unit: {quoted(counted)}\n")
            lines.append(f"    what: {quoted(self.chain.phrase(rng, 12))}\n    period: {setting.period}\n")
            if own and maybe(rng, 0.8 if indicator else 0.3):
                lines.append(f"    province: {own[0].id}\n")
            if indicator:
                lines.append(f"    indicator: {indicator}\n")
        return ["figures:\n", *lines] if lines else []

    def _some_people(self, page: str | None) -> list[SyntheticLeader]:
        found: list[SyntheticLeader] = []
        if page and (local := self._people.get(page)):
            found += local.some(self.rng, 1 + int(self.rng.random() * 4))
        return list(dict.fromkeys([*found, *self._people[None].some(self.rng, 1 + int(self.rng.random() * 3))]))

    def _some_papers(self, page: str | None, day: int) -> list[Paper]:
        local = self._papers.get(page) if page else None
        drawn = [
            (local if local and maybe(self.rng, 0.35) else self._papers[None]).draw(self.rng)
            for _ in range(4 + int(self.rng.random() * 10))
        ]
        return [paper for paper in dict.fromkeys(drawn) if paper.day < day][:9]

    def _some_units(self, setting: Setting) -> list[Unit]:
        count = int(self.rng.random() * (8 if setting.level == "central" else 3))
        others = [self.places.draw(self.rng, setting.first, setting.last) for _ in range(count)]
        own = [setting.unit] if setting.unit else []
        return list({unit.id: unit for unit in (*own, *others)}.values())


def series_yaml(series: SyntheticSeries) -> str:
    """The entry of one series in ``series.yml``."""
    scope = quoted(f"{series.name}: các cuộc họp điểm lại việc đã làm và bàn việc tới.")
    return (
        f"  - id: {series.id}\n    name: {quoted(series.name)}\n    level: {series.level}\n"
        f"    rhythm: {series.rhythm}\n"
        f"    host: {series.host}\n    scope: {scope}\n"
    )


def _period(rhythm: str, day: date) -> tuple[str, str]:
    """What a meeting of a rhythm on a day is about, as EDTF and as a title says it."""
    if rhythm == "monthly":
        return f"{day.year}-{day.month:02d}", f"tháng {day.month}-{day.year}"
    if rhythm == "quarterly":
        quarter = (day.month - 1) // 3
        return f"{day.year}-{33 + quarter}", f"quý {('I', 'II', 'III', 'IV')[quarter]}-{day.year}"
    if rhythm == "half-yearly":
        half = int(day.month > 6)
        return f"{day.year}-{40 + half}", f"6 tháng {('đầu', 'cuối')[half]} năm {day.year}"
    return f"{day.year}", f"năm {day.year}"


def _by_page(found: Sequence[Local], rng: random.Random, offset: int) -> dict[str | None, Shares[Local]]:
    """Shares of people or documents: those of each province, and under None all of them, those of the centre first."""
    ordered = _shuffled(found, rng)
    pages: dict[str | None, list[Local]] = defaultdict(list)
    for entity in ordered:
        if entity.page:
            pages[entity.page].append(entity)
    pages[None] = sorted(ordered, key=lambda entity: entity.page is not None)
    return {page: Shares(those, offset) for page, those in pages.items()}


def _shuffled(found: Sequence[Choice], rng: random.Random) -> list[Choice]:
    return sorted(found, key=lambda _: rng.random())
