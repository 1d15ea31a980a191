"""Rules for meetings among everything else. They read only cards, and ten thousand of them in a moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from giaoban import dates
from giaoban.archive import Archive, Card
from giaoban.archive.model import carries
from giaoban.check import joins, problem, references
from giaoban.check.addresses import Addresses
from giaoban.check.definitions import Definitions
from giaoban.check.known import KnownIds
from giaoban.check.lives import Lives
from giaoban.check.problem import Locate, Problem
from giaoban.dates import Edtf
from giaoban.findings import quote


def check(archive: Archive, defined: Definitions, known: KnownIds, lives: Lives, locate: Locate) -> Iterator[Problem]:
    """Every problem of the meetings' references, dates, joins and links, and records that may be one meeting."""
    moments = {card.id: dates.parse(card.date) for card in archive.cards.values()}
    yield from references.of_meetings(archive, known, lives, moments)
    yield from _levels(archive)
    yield from _times(archive, lives, moments)
    yield from joins.check(archive, defined, moments)
    yield from _links(archive, defined)
    yield from _same_meeting(archive, moments, locate)


def _levels(archive: Archive) -> Iterator[Problem]:
    series = archive.entities.series
    for card in archive.cards.values():
        if (own := series.get(card.series or "")) and own.level != card.level:
            yield Problem(
                card.path,
                problem.at(("level",)),
                "warning",
                "series-level",
                f"cuộc họp ở cấp {quote(card.level)} nhưng chuỗi {quote(own.id)} ở cấp {quote(own.level)}",
                "sửa level, hoặc chọn chuỗi khác ở series",
            )


def _times(archive: Archive, lives: Lives, moments: Mapping[str, Edtf]) -> Iterator[Problem]:
    """What a meeting names existed on its day: units, carried resolutions, plenums that met, its host's unit."""
    entities = archive.entities
    adopted = {r.id: dates.parse(r.date) for r in entities.resolutions.values() if r.date}
    met = {p.id: dates.parse(p.date) for p in entities.plenums.values() if p.date}
    seats = {o.id: o.province for o in entities.organizations.values() if o.province}
    for card in archive.cards.values():
        moment = moments[card.id]
        for unit in card.provinces:
            if lives.outside(unit, moment.earliest, moment.latest):
                message, hint = lives.said(unit, moment, "cuộc họp")
                yield Problem(card.path, problem.reference("unit", unit), "error", "province-not-then", message, hint)
        if (seat := seats.get(card.host or "")) and lives.outside(seat, moment.earliest, moment.latest):
            message, hint = lives.said(seat, moment, "cuộc họp")
            message = f"cơ quan {quote(card.host)} thuộc đơn vị không có lúc đó: {message}"
            hint = f"chọn cơ quan của {hint.removeprefix('đơn vị lúc đó: ')}, hoặc tạo cơ quan ấy ở organizations/"
            yield Problem(card.path, problem.at(("host",)), "warning", "host-not-then", message, hint)
        for kind, carried, known in (("resolution", card.carried, adopted), ("plenum", card.carried_plenums, met)):
            for entity in carried:
                if (born := known.get(entity)) and born.earliest > moment.latest:
                    yield _too_early(archive, card, kind, entity, born, moment)


def _too_early(archive: Archive, card: Card, kind: str, entity: str, born: Edtf, moment: Edtf) -> Problem:
    find = problem.citation(kind, entity, lambda relations: carries(kind, relations))
    when = f"({dates.vietnamese(born.text)}) sau cuộc họp ({dates.vietnamese(moment.text)})"
    if kind == "plenum":
        message = f"hội nghị {quote(entity)} họp {when} nên cuộc họp chưa thể thực hiện hay báo cáo"
        hint = "xem lại ngày; hội nghị sắp tới thì ghi relation: tasked, drafted hoặc mentioned"
        return Problem(card.path, find, "error", "plenum-after-meeting", message, hint)
    resolutions = archive.entities.resolutions
    symbol = resolutions[entity].symbol
    earlier = [
        other.id
        for other in resolutions.values()
        if symbol and other.symbol == symbol and other.date and dates.parse(other.date).earliest <= moment.latest
    ]
    message = f"văn bản {quote(entity)} ban hành {when} nên cuộc họp chưa thể thực hiện hay báo cáo"
    hint = (
        f"cùng số {symbol}, lúc đó có {quote(earlier[-1])}"
        if earlier
        else "xem lại ngày và mã văn bản; nếu chỉ soạn thảo hay nhắc tới thì ghi relation: drafted hoặc mentioned"
    )
    return Problem(card.path, find, "error", "resolution-after-meeting", message, hint)


def _links(archive: Archive, defined: Definitions) -> Iterator[Problem]:
    addresses = Addresses(archive, defined)
    judged: dict[str, tuple[str, str] | None] = {}
    for card in archive.cards.values():
        for target in card.links:
            if target not in judged:
                judged[target] = addresses.wrong(target)
            if wrong := judged[target]:
                message, hint = wrong
                find = problem.link(target)
                yield Problem(card.path, find, "error", "dead-link", f"liên kết {quote(target)}: {message}", hint)


def _same_meeting(archive: Archive, moments: Mapping[str, Edtf], locate: Locate) -> Iterator[Problem]:
    """Two records of one day, host and level, unless they met at different times of the day or an editor tells them apart."""
    groups: dict[tuple[object, ...], list[Card]] = defaultdict(list)
    for card in archive.cards.values():
        if not card.withdrawn and moments[card.id].exact:
            where = card.host or ("", card.venue_province)
            groups[moments[card.id].earliest, card.level, where].append(card)
    for cards in groups.values():
        if len(cards) > 1 and not _different_times(cards, locate):
            apart = {card.id: _told_apart(card, locate) for card in cards}
            for card in cards:
                same = [c for c in cards if c is not card and c.id not in apart[card.id] and card.id not in apart[c.id]]
                if not same:
                    continue
                others = ", ".join(quote(c.id, 120) for c in same)
                yield Problem(
                    card.path,
                    problem.at(("date",)),
                    "warning",
                    "possible-duplicate",
                    f"cùng ngày, cơ quan và cấp với {others}: có thể là một cuộc họp",
                    "nếu là một, gộp vào một bản ghi; nếu là hai, ghi time (morning, afternoon) ở cả hai, hoặc apart_from",
                )


def _told_apart(card: Card, locate: Locate) -> frozenset[str]:
    found = _value(card, locate, "apart_from")
    return frozenset(i for i in found if isinstance(i, str)) if isinstance(found, list) else frozenset()


def _different_times(cards: Iterable[Card], locate: Locate) -> bool:
    times = [_value(card, locate, "time") for card in cards]
    return None not in times and "day" not in times and len(set(times)) == len(times)


def _value(card: Card, locate: Locate, key: str) -> object:
    """What stands under a key of a record that its card does not hold: looked up only where two meetings may be one."""
    document = locate(card.path)
    value = document.marked.value if document else None
    return value.get(key) if isinstance(value, dict) else None
