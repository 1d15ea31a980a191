"""Resolve: which record a mention means, by issuer, place, type, number, date and congress term. Never a silent guess.

For a document that the archive does not know, a new record is proposed: only what the words themselves say.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from giaoban import vietnamese
from giaoban.citations import tables
from giaoban.citations.compare import (
    SAME,
    SHORT_FOR,
    DatedContext,
    compare,
    is_later,
    likeness,
    misprinted_for,
    single_out,
    term_said,
    unit_of,
)
from giaoban.citations.sessions import CONGRESS_ISSUER
from giaoban.citations.values import (
    CommitteeSession,
    Context,
    KnownDocument,
    Lookup,
    Mention,
    Resolved,
    UnitNames,
    level_of,
    lookup_key,
)

# Of one number no text needs more; a hostile one has as many as it likes.
_MOST_ALIKE = 20

STILL_TO_COME = "ban hành sau cuộc họp, ở đây có thể mới là dự thảo"
"""Why a name is not linked: nothing of that name was there yet."""


def resolve(mentions: Sequence[Mention], lookup: Lookup, context: Context | None = None) -> tuple[Resolved, ...]:
    """What each mention means at the meeting of the context; full mentions in a text settle its bare ones."""
    meeting = DatedContext.of(context or Context(), lookup)
    first = [_resolve_one(mention, lookup, meeting) for mention in mentions]
    alike: dict[tuple[str, int | None], list[Resolved]] = {}
    for result in first:
        group = alike.setdefault(_group(result.mention), [])
        if len(group) < _MOST_ALIKE:
            group.append(result)
    return tuple(_resolve_with_others(result, alike[_group(result.mention)], lookup, meeting) for result in first)


def _group(mention: Mention) -> tuple[str, int | None]:
    """What mentions of one document have in common: the number, of a session or of a document."""
    is_session = mention.kind == "plenum"
    return ("session" if is_session else "document", mention.plenum if is_session else mention.number)


def _resolve_one(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    if mention.kind == "plenum":
        return _session(mention, lookup, meeting)
    if mention.kind == "alias":
        return _resolve_name(mention, lookup, meeting)
    return _resolve_number(mention, lookup, meeting)


def _resolve_number(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    sure: list[KnownDocument] = []
    doubtful: list[tuple[KnownDocument, str]] = []
    for known in _alike(mention, lookup):
        answer, why = compare(mention, known, lookup, meeting)
        if answer != "no" and _is_another(mention, known, meeting):
            continue
        if answer == "yes":
            sure.append(known)
        elif answer == "doubt":
            doubtful.append((known, why))
    if chosen := _by_editor(sure or [known for known, _ in doubtful], meeting):
        return Resolved(mention, resolution=chosen.id, why="có trong danh sách văn bản của cuộc họp")
    if len(sure) == 1:
        return _alone(mention, sure[0], meeting)
    if sure:
        return _several(mention, sure, meeting)
    if doubtful:
        names = _by_term([known for known, _ in doubtful], meeting)
        return Resolved(mention, candidates=names, why=doubtful[0][1])
    return _unknown(mention, lookup, meeting)


def _alike(mention: Mention, lookup: Lookup) -> Iterable[KnownDocument]:
    """The documents of a number that a mention may mean, by the type, or by the codes of its symbol."""
    if mention.kind == "symbol":
        issuers = dict.fromkeys([mention.issuer_code, misprinted_for(mention.issuer_code)])
        keys = [lookup_key(mention.number, mention.type_code, issuer) for issuer in issuers if issuer]
        found = [known for key in keys for known in lookup("symbol", key) or ()]
        printed = lookup("printed", mention.symbol) if mention.symbol else None
        found += [known for known in printed or () if known.number == mention.number]
    else:
        types = (mention.type,) if mention.type else SHORT_FOR
        found = [known for type_ in types for known in lookup("number", f"{type_} {mention.number}") or ()]
    return sorted(dict.fromkeys(found), key=lambda known: known.id)


def _by_editor(known: Iterable[KnownDocument], meeting: DatedContext) -> KnownDocument | None:
    listed = [k for k in known if k.id in meeting.context.resolutions]
    return listed[0] if len(listed) == 1 else None


def _alone(mention: Mention, known: KnownDocument, meeting: DatedContext) -> Resolved:
    """One known record fits; a number known to be given again by the time of the meeting still settles nothing."""
    again = next(iter(_given_again(mention, known, meeting)), None)
    if again and likeness(mention.about or "", known.subjects) < SAME:
        why = f"khóa {again.term} cũng có {again.symbol}, kho chỉ biết văn bản khóa {known.term}"
        return Resolved(mention, candidates=(known.id,), why=why)
    return Resolved(mention, resolution=known.id, why="khớp một văn bản duy nhất")


def _given_again(mention: Mention, known: KnownDocument, meeting: DatedContext) -> list[tables.Collision]:
    """Documents of other terms known to bear the number by the time of the meeting, when the mention says no term."""
    if term_said(mention) or mention.year:
        return []
    again = tables.collisions().get(known.symbol or "", ())
    latest = meeting.latest.isoformat() if meeting.latest else "9999"
    return [one for one in again if one.term != known.term and one.begins <= latest]


def _is_another(mention: Mention, known: KnownDocument, meeting: DatedContext) -> bool:
    """Whether the mention says that it is about what another document of this number is about, and not this one."""
    if not mention.about:
        return False
    ours = likeness(mention.about, known.subjects)
    again = _given_again(mention, known, meeting)
    return ours < SAME and any(likeness(mention.about, (one.about,)) >= SAME for one in again)


def _several(mention: Mention, sure: list[KnownDocument], meeting: DatedContext) -> Resolved:
    exact = [k for k in sure if mention.date and k.earliest == k.latest and k.earliest]
    if len(exact) == 1:
        return Resolved(mention, resolution=exact[0].id, why="khớp ngày ban hành")
    if chosen := single_out(mention.about, ((k.id, k.subjects) for k in sure)):
        return Resolved(mention, resolution=chosen, why="khớp nội dung nêu ngay sau")
    return Resolved(mention, candidates=_by_term(sure, meeting), why=f"{len(sure)} văn bản đã biết cùng số, ký hiệu")


def _by_term(known: Iterable[KnownDocument], meeting: DatedContext) -> tuple[str, ...]:
    """Those of the meeting's own term first, then the latest."""
    rows = sorted(known, key=lambda k: k.id)
    rows.sort(key=lambda k: k.earliest.toordinal() if k.earliest else 0, reverse=True)
    rows.sort(key=lambda k: k.term != meeting.term)
    return tuple(dict.fromkeys(k.id for k in rows))


def _unknown(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    return Resolved(mention, proposal=_propose_document(mention, lookup, meeting), why="chưa có trong kho")


def _resolve_name(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    if mention.issuer == CONGRESS_ISSUER and mention.term:
        known = list(lookup("congress", mention.term) or ())
    else:
        known = [document for name in mention.records if (document := lookup("document", name))]
    if not known:
        return _unknown(mention, lookup, meeting)
    if chosen := _by_editor(known, meeting):
        return Resolved(mention, resolution=chosen.id, why="có trong danh sách văn bản của cuộc họp")
    timely = [k for k in known if meeting.latest is None or not is_later(k, meeting.latest)]
    if len(timely) == 1 and len(known) == 1:
        return Resolved(mention, resolution=known[0].id, why="đúng tên gọi của văn bản")
    if len(timely) == 1:
        return Resolved(mention, resolution=timely[0].id, why="văn bản duy nhất mang tên này vào ngày họp")
    why = "tên gọi chung của nhiều văn bản" if timely else STILL_TO_COME
    return Resolved(mention, candidates=_by_term(timely or known, meeting), why=why)


def _session(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    if mention.plenum is None or mention.term is None:
        return _session_without_term(mention, lookup, meeting)
    session: CommitteeSession = lookup("session", f"{mention.plenum} {mention.term}") or CommitteeSession(None)
    plenum = session.plenum
    if mention.type:
        adopted = [k for k in session.adopted if mention.type in {k.type, "Nghị quyết"}]
        if chosen := single_out(mention.about, ((k.id, k.subjects) for k in adopted)):
            return Resolved(mention, chosen, plenum, why="nội dung nêu ngay sau chỉ rõ một văn bản của hội nghị")
        named = dict(session.named).get(mention.type, ())
        if len(named) == 1 and mention.type not in session.own_names:
            return Resolved(mention, named[0], plenum, why="đúng tên gọi của văn bản")
    if plenum:
        return Resolved(mention, plenum=plenum, why="chỉ hội nghị, không chỉ riêng văn bản nào")
    return Resolved(mention, proposal=_propose_session(mention), why="hội nghị chưa có trong kho")


def _session_without_term(mention: Mention, lookup: Lookup, meeting: DatedContext) -> Resolved:
    found: dict[str, str] = dict(lookup("sessions", str(mention.plenum)) or ())
    listed = [p for p in found if p in meeting.context.plenums]
    if len(listed) == 1:
        return _session(replace(mention, term=found[listed[0]]), lookup, meeting)
    latest = meeting.latest
    began = {t.term: t.opened for t in tables.terms()}
    timely = [p for p, term in found.items() if latest is None or term not in began or began[term] <= latest]
    timely.sort(key=lambda p: (found[p] != meeting.term, -list(began).index(found[p]) if found[p] in began else 0, p))
    if timely:
        return Resolved(mention, candidates=tuple(timely), why="không ghi khóa")
    name = f"Hội nghị Trung ương {mention.plenum}"
    return Resolved(mention, proposal={"name": name, "number": mention.plenum}, why="không ghi khóa")


def _resolve_with_others(result: Resolved, others: list[Resolved], lookup: Lookup, meeting: DatedContext) -> Resolved:
    """A bare mention with the help of a full one of the same text: "Kết luận 21" after "Kết luận số 21-KL/TW"."""
    mention = result.mention
    if mention.kind == "plenum" and mention.term is None:
        terms = {o.mention.term for o in others if o.mention.term}
        if len(terms) == 1:
            return replace(_session(replace(mention, term=terms.pop()), lookup, meeting), mention=mention)
        return result
    if result.resolution and mention.kind == "symbol" and term_said(mention):
        return result
    said = _fullness(mention)
    full = [o for o in others if _fullness(o.mention) > said and _is_fuller(o.mention, mention)]
    if not full:
        return result
    meant = {(o.resolution, str(o.proposal) if o.proposal else None, o.candidates) for o in full}
    if len(meant) != 1:
        return result
    one = full[0]
    return Resolved(mention, one.resolution, None, one.candidates, one.proposal, "như chỗ ghi đầy đủ hơn trong bài")


def _is_fuller(full: Mention, bare: Mention) -> bool:
    """Whether one mention can be the other written out, and nothing that both say differs."""
    if full.number is None or (full.number, full.type) != (bare.number, bare.type or full.type):
        return False
    for mine, theirs in (
        (bare.type_code, full.type_code),
        (bare.issuer_code, full.issuer_code),
        (bare.term, term_said(full)),
        (bare.date, full.date),
        (bare.place, full.place),
        (bare.year, full.year),
    ):
        if mine and theirs and mine != theirs:
            return False
    same_organ = not bare.issuer or not full.issuer or bare.issuer == full.issuer
    loose = {i.name for i in tables.issuers() if i.loose or i.placed}
    return same_organ or bool({bare.issuer, full.issuer} & loose)


def _fullness(mention: Mention) -> int:
    """How much a mention says that tells documents of one number apart. Where there is a date, there is its year."""
    said = 2 * bool(mention.symbol) + bool(mention.issuer_code) + bool(mention.issuer)
    return said + 2 * bool(mention.year) + 2 * bool(mention.term)


_PLACED = {"province", "district", "base"}


def _propose_session(mention: Mention) -> dict[str, Any]:
    """A new record of a session (keys of `Plenum`)."""
    number = vietnamese.read_roman(mention.term or "") or 0
    return {
        "id": f"k{number}-tw{mention.plenum}",
        "name": f"Hội nghị Trung ương {mention.plenum} khóa {mention.term}",
        "term": mention.term,
        "number": mention.plenum,
    }


def _propose_document(mention: Mention, lookup: Lookup, meeting: DatedContext) -> dict[str, Any]:
    """A new record of a document (keys of `Resolution`), with an id after TYPE-NUMBER-ISSUER[-place]-TERM."""
    if mention.issuer == CONGRESS_ISSUER:
        return _propose_congress(mention, lookup)
    unit, page = (None, None)
    if level_of(mention.issuer_code) in _PLACED or (mention.kind == "alias" and mention.number is None):
        unit, page = unit_of(mention, lookup, meeting)
    term = term_said(mention)
    record: dict[str, Any] = {"id": _free(propose_id(mention, unit, page, term), lookup)}
    if mention.symbol:
        record["symbol"] = mention.symbol
    if mention.type:
        record["type"] = mention.type
    if issuer := _propose_body(mention, unit, lookup):
        record["issuer"] = issuer
    if unit:
        record["province"] = unit
    if term:
        record["term"] = term
    if mention.date:
        record["date"] = mention.date
    if mention.number is None:
        record["title_as_cited"] = " ".join(mention.text.split())
    return record


def _propose_congress(mention: Mention, lookup: Lookup) -> dict[str, Any]:
    record: dict[str, Any] = {"id": _free(f"nq-dai-hoi-{(mention.term or '').lower()}", lookup), "type": "Nghị quyết"}
    if bodies := lookup("body", vietnamese.fold(CONGRESS_ISSUER)):
        record["issuer"] = bodies[0]
    return {**record, "term": mention.term, "title_as_cited": " ".join(mention.text.split())}


def _propose_body(mention: Mention, unit: str | None, lookup: Lookup) -> str | None:
    """The organization of the archive that the mention names as issuer: "Tỉnh ủy" only with its province."""
    if not mention.issuer:
        return None
    issuer = tables.issuer_named().get(mention.issuer.lower())
    if issuer and mention.symbol and issuer.code and not (mention.issuer_code or "").startswith(issuer.code):
        return None  # the symbol says that it was someone else
    if not issuer or not issuer.placed:
        found: Sequence[str] = lookup("body", vietnamese.fold(mention.issuer)) or ()
        return found[0] if len(found) == 1 else None
    named: UnitNames | None = lookup("unit", unit) if unit else None
    names = named.names if named else ()
    found = [o for name in names for o in lookup("body", vietnamese.fold(f"{mention.issuer} {name}")) or ()]
    return found[0] if len(set(found)) == 1 else None


def propose_id(mention: Mention, unit: str | None, page: str | None, term: str | None) -> str:
    """An id after TYPE-NUMBER-ISSUER[-place]-TERM. ``unit``, ``page``: ids of the province that issued it, and of its page."""
    type_ = tables.type_named().get(mention.type or "")
    code = mention.type_code or (type_.codes[0] if type_ else "vb")
    if mention.number is None:
        return "-".join(filter(None, [code, "dai-hoi", page or "dang-bo", term])).lower().replace("đ", "d")
    place = (page if term else unit or page) or vietnamese.slug(mention.place or "")
    if level_of(mention.issuer_code) == "state":
        parts = [
            code if mention.type_code or mention.type else None,
            f"{mention.number:02d}",
            mention.year,
            mention.issuer_code,
        ]
    else:
        era = f"k{vietnamese.read_roman(term)}" if term and not term[0].isdigit() else term
        parts = [code, f"{mention.number:02d}", mention.issuer_code, place, era]
    return "-".join(slug for part in parts if part and (slug := vietnamese.slug(str(part))))


def _free(name: str, lookup: Lookup) -> str:
    """The id, or with the first free number behind it when a record of another document has it."""
    name = name[:110].strip("-") or "van-ban"
    if lookup("document", name) is None:
        return name
    return next(other for n in itertools.count(2) if lookup("document", other := f"{name}-{n}") is None)
