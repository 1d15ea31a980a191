"""Rules for one record: what can be said of a file without looking at any other.

Rules about ids, sources and the summary read the YAML itself, so they also speak where the model refuses the record. Of a
meeting: what its own dates, lists and status say of each other.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from giaoban import dates
from giaoban.check import language, markdown, names, text
from giaoban.check.problem import Report, mappings, walk
from giaoban.dates import Edtf
from giaoban.findings import INCOMPLETE, Finding, did_you_mean, quote
from giaoban.records import layout, models
from giaoban.records.load import Loaded, ParsedFile, definitions
from giaoban.records.marks import YamlPath
from giaoban.records.model import EACH, ITEM_PATTERN, LETTERS, Model, Source, reference_fields
from giaoban.records.models.briefing import Briefing
from giaoban.records.models.resolution import LACKING_WORDS, Resolution, lacking_of_resolution
from giaoban.records.models.unit import Unit
from giaoban.vietnamese import clean, tone_new

_ITEM = re.compile(ITEM_PATTERN)
_WORD = re.compile(r"\w+")
_WORDS = {
    "results": "kết quả", "shortcomings": "hạn chế", "tasks": "nhiệm vụ", "figures": "số liệu", "sources": "nguồn",
}  # fmt: skip
# Lists in which a thing must not stand twice: of ids, within a record or one of its items, and of records by one of their keys.
_REFERENCES = [place.path for model in models.every().values() for place in reference_fields(model)]
_ONCE: tuple[YamlPath, ...] = tuple(dict.fromkeys(path for path in _REFERENCES if path[1:] == (EACH,)))
# Lists of texts, which a page shows one after the other.
_ONCE_SAID: tuple[YamlPath, ...] = tuple((key, EACH) for key in ("aliases", "other_names", "attendance", "wordings"))
_ONCE_BY: tuple[YamlPath, ...] = (
    ("people", EACH, "leader"),
    ("provinces", EACH, "province"),
    ("resolutions", EACH, "resolution"),
    ("resolutions", EACH, "plenum"),
    ("sources", EACH, "url"),
)
_ONCE_AN_ITEM = {path[2] for path in _REFERENCES if path[1::2] == (EACH, EACH)} | {
    "continues", "answers", "source", "part", "as", "relation", "cited",
}  # fmt: skip


def check(loaded: Loaded) -> list[Finding]:
    """Every problem of one file that its own words show, in the order of its lines."""
    document = loaded.document
    if document is None or not isinstance(document.marked.value, dict):
        return []
    report = Report(loaded.path, document.marked)
    glance = _glance(document.marked.value)
    if layout.holds_one(loaded.kind):
        _file_name(loaded, report)
        _parts(document.marked.value, (), glance, report)
        _apart_from_itself(document.marked.value, report)
    else:
        _lists(loaded, document, report)
    if glance.late:
        _reading_days(document.marked.value, report)
    if loaded.kind == "leader":
        names.check(document, report)
    text.check(document, report)
    language.check_spelling(document, report)
    language.check_wording(document, report)
    if loaded.kind == "briefing":
        markdown.check_summary(document, report)
    for at, record in (*loaded.records, *loaded.partial):
        match record:
            case Briefing():
                _briefing(record, report, loaded.broken.get(at, frozenset()))
            case _ if at in loaded.broken:
                continue
            case Resolution():
                _resolution(record, report)
            case Unit():
                _unit(record, at, report)
        _told_later(record, at, report, loaded.broken.get(at, frozenset()))
    if report.full:
        hint = "sửa các chỗ đã nêu rồi kiểm tra lại"
        report.error((), "too-many", "còn những chỗ khác trong tệp này", hint)
    return sorted(report.findings)


def _file_name(loaded: Loaded, report: Report) -> None:
    given = report.marked.value.get("id")
    stem = layout.stem(loaded.path)
    if isinstance(given, str) and given != stem:
        hint = f"mã đã công bố thì không đổi: trả lại tên tệp cũ; bản ghi mới thì sửa dòng này thành “id: {stem}”"
        report.error(("id",), "id-not-file-name", f"mã {quote(given, 120)} khác tên tệp {quote(stem, 120)}", hint)


def _parts(value: dict[str, Any], at: YamlPath, glance: _Glance, report: Report) -> None:
    """Numbered parts and references to them, within one record that stands at ``at``."""
    seen: dict[str, str] = {}
    for key, letter in LETTERS.items():
        entries = value.get(key)
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            if report.full:
                return
            given = entry.get("id") if isinstance(entry, dict) else None
            if not isinstance(given, str):
                continue
            if given in seen:
                free = _free(letter, seen)
                message = f"mã {quote(given)} đã dùng ở mục {_WORDS[seen[given]]} khác"
                report.error((*at, key, i, "id"), "duplicate-id", message, f"đổi thành mã chưa dùng, như {free}")
            elif (given[:1] != letter or not given[1:2].isdigit()) and _ITEM.match(given):
                number = given.lstrip("abcdefghijklmnopqrstuvwxyz")
                message = f"mã {quote(given)} của {_WORDS[key]} phải bắt đầu bằng chữ {letter}"
                report.error((*at, key, i, "id"), "wrong-value", message, f"viết {letter}{number}")
            seen.setdefault(given, key)
    sources = {i for i, key in seen.items() if key == "sources"}
    if not glance.sources <= sources:
        _sources(value, at, sources, report)
    items = [i for i, key in seen.items() if key != "sources"]
    for path, item in walk(value, ("corrections", EACH, "item")):
        if isinstance(item, str) and item not in items and not report.full:
            hint = did_you_mean(item, items) or (
                "bỏ dòng item" if not items else f"các mục có: {', '.join(items[:12])}"
            )
            report.error((*at, *path), "unknown-item", f"bản ghi này không có mục {quote(item)}", hint)
    taken = dict(seen)
    for path, item in walk(value, ("corrections", EACH, "removed")):
        if isinstance(item, str) and item in taken and not report.full:
            message = (
                f"mục {quote(item)} ghi là đã bỏ mà vẫn còn"
                if item in seen
                else f"{quote(item)} được ghi là đã bỏ hai lần"
            )
            hint = "bỏ dòng removed; mục đã bỏ thì số của nó không dùng lại"
            report.error((*at, *path), "removed-item", message, hint)
        if isinstance(item, str):
            taken[item] = "removed"
    if glance.repeats or any(_repeats_by(value, key, part) for key, _, part in _ONCE_BY):
        _twice(value, at, report)


def _whole_parts(value: dict[str, Any], at: YamlPath, report: Report) -> None:
    _parts(value, at, _glance(value), report)


class _Glance(NamedTuple):
    """What a first look at all mappings and lists of a record shows; only what is found in it is looked for more closely.

    ``sources``: everything named as one. ``repeats``: whether any list holds one text twice. ``late``: whether a source was
    read before it was published.
    """

    sources: set[str]
    repeats: bool
    late: bool


def _glance(value: Any) -> _Glance:
    sources: set[str] = set()
    repeats = late = False
    waiting = [value]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            if named := node.get("source"):
                sources.update([named] if isinstance(named, str) else [n for n in named if isinstance(n, str)])
            late = late or ("accessed" in node and _is_late(node))
            waiting += [entry for entry in node.values() if type(entry) is dict or type(entry) is list]
        elif isinstance(node, list):
            texts = [entry for entry in node if type(entry) is str]
            repeats = repeats or (len(texts) > 1 and len(set(texts)) < len(texts))
            if len(texts) < len(node):
                waiting += [entry for entry in node if type(entry) is not str]
    return _Glance(sources, repeats, late)


def _repeats_by(value: dict[str, Any], key: Any, part: Any) -> bool:
    """Whether two records of a list name the same under one of their keys."""
    entries = value.get(key)
    named = [e[part] for e in entries if isinstance(e, dict) and part in e] if isinstance(entries, list) else []
    texts = [name for name in named if isinstance(name, str)]
    return len(set(texts)) < len(texts)


def _free(letter: str, seen: Iterable[str]) -> str:
    numbers = [int(i[1:]) for i in seen if i[:1] == letter and i[1:].isascii() and i[1:].isdigit() and len(i) < 6]
    return f"{letter}{max(numbers, default=0) + 1}"


def _sources(value: Any, at: YamlPath, known: set[str], report: Report) -> None:
    for path, mapping in mappings(value, at):
        for place, named in walk(mapping, ("source", EACH)) if "source" in mapping else ():
            if isinstance(named, str) and named not in known and not report.full:
                hint = did_you_mean(named, known) or (
                    f"các nguồn có: {', '.join(sorted(known, key=lambda s: (len(s), s))[:12])}"
                    if known
                    else "thêm nguồn ấy vào sources"
                )
                report.error((*path, *place), "unknown-source", f"không có nguồn {quote(named)} trong sources", hint)


def _apart_from_itself(value: dict[str, Any], report: Report) -> None:
    for path, named in walk(value, ("apart_from", EACH)):
        if named == value.get("id"):
            message = "cuộc họp không thể là cuộc họp khác với chính nó ở apart_from"
            report.error(path, "self-reference", message, "ghi mã của cuộc họp kia")


def _twice(value: dict[str, Any], at: YamlPath, report: Report) -> None:
    patterns = [*_ONCE, *_ONCE_BY, *_ONCE_SAID]
    for key, entries in value.items():
        for i, entry in enumerate(entries if isinstance(entries, list) else ()):
            parts = entry.keys() & _ONCE_AN_ITEM if isinstance(entry, dict) else ()
            patterns += [(key, i, part, EACH) for part in sorted(parts)]
    for pattern in patterns:
        seen: set[str] = set()
        for path, named in walk(value, pattern):
            if not isinstance(named, str):
                continue
            if named in seen:
                hint = "xóa một lần"
                if isinstance(path[-1], str) and len(path) > 2:
                    hint = "gộp hai mục thành một: part, relation và cited đều có thể là danh sách"
                report.warning((*at, *path), "duplicate-entry", f"{quote(named)} được ghi hai lần", hint)
            seen.add(named)


def _lists(loaded: Loaded, document: ParsedFile, report: Report) -> None:
    """Within a single file: no id twice, no name twice, no session of the Central Committee twice."""
    first: dict[tuple[str, str], int] = {}
    for found in definitions(loaded):
        if len(found.at) < 2:
            continue  # what could not be read stands at no place of its own
        if found.id and (found.kind, found.id) in first:
            line = first[found.kind, found.id]
            message = f"mã {quote(found.id)} đã dùng ở dòng {line}"
            report.error((*found.at, "id"), "duplicate-id", message, "mỗi mã chỉ dùng một lần; gộp lại hoặc đổi mã")
        elif found.id:
            first[found.kind, found.id] = report.marked.place((*found.at, "id"))[0]
    value = document.marked.value
    _whole_parts({"sources": value.get("sources")}, (), report)
    for key in layout.list_models(loaded.kind):
        names: set[str] = set()
        sessions: set[tuple[Any, Any]] = set()
        for path, entry in walk(value, (key, EACH)):
            if not isinstance(entry, dict):
                continue
            if key in {"plenums", "series"}:
                _whole_parts(entry, path, report)
            for place, exception in walk(entry, ("exceptions", EACH)):
                _whole_parts(exception if isinstance(exception, dict) else {}, (*path, *place), report)
            if key == "plenums":
                session = (entry.get("term"), entry.get("number"))
                if all(isinstance(part, str) for part in session) and session in sessions:
                    message = f"hội nghị lần thứ {session[1]} khóa {session[0]} được ghi hai lần"
                    report.warning((*path, "number"), "duplicate-entry", message, "gộp hai mục thành một")
                sessions.add((str(session[0]), str(session[1])))
            name = entry.get("name")
            if key != "units" and isinstance(name, str):
                if name in names:
                    report.warning(
                        (*path, "name"), "duplicate-entry", f"tên {quote(name)} được ghi hai lần", "gộp, hoặc đổi tên"
                    )
                names.add(name)


def _reading_days(value: dict[str, Any], report: Report) -> None:
    """A source is not read before it is published."""
    for path, source in mappings(value):
        if _is_late(source):
            published, accessed = source["published"], source["accessed"]
            message = f"đọc ngày {dates.vietnamese(accessed)}, trước khi đăng ({dates.vietnamese(published)})"
            report.warning((*path, "accessed"), "accessed-before-published", message, "xem lại published và accessed")


def _is_late(source: dict[str, Any]) -> bool:
    published, accessed = _moment(source.get("published")), _moment(source.get("accessed"))
    return bool(published and accessed and accessed.latest < published.earliest)


def _moment(value: Any) -> dates.Edtf | None:
    return dates.parse_or_none(value) if isinstance(value, str) else None


class _Told(NamedTuple):
    """What sources tell of a record with a date: the rule that it breaks to be told of before, and what it is in words."""

    rule: str
    event: str
    hint: str


_TOLD = {
    "briefing": _Told("source-before-meeting", "cuộc họp", "hoặc thêm nguồn kể lại cuộc họp"),
    "resolution": _Told("source-before-document", "ngày ban hành", "hoặc thêm nguồn nói về văn bản đã ban hành"),
    "plenum": _Told("source-before-plenum", "hội nghị", "hoặc thêm nguồn nói về hội nghị đã họp"),
}


def _told_later(record: Model, at: YamlPath, report: Report, broken: frozenset[str]) -> None:
    """Sources come after what they tell of, and corrections after both. A source may announce or explain: one must be later."""
    sources: tuple[Source, ...] = getattr(record, "sources", ())
    told = _TOLD.get(models.kind_of(record) or "")
    moment = dates.parse(day) if told and (day := getattr(record, "date", None)) else None
    event = f"{told.event} ({dates.vietnamese(moment.text)})" if told and moment else ""
    if (
        told
        and moment
        and sources
        and "sources" not in broken
        and all(_is_before(source, moment) for source in sources)
    ):
        key = "published" if sources[0].published else "accessed"
        message = f"mọi nguồn đều có trước {event}, nên chưa thể kể lại"
        report.warning((*at, "sources", 0, key), told.rule, message, f"xem lại {key} và date, {told.hint}")
    # Days of reading are no bound: who keeps a source again, reads it again.
    published = [dates.parse(source.published) if source.published else None for source in sources]
    first = min((day.earliest for day in published if day), default=None) if all(published) else None
    for i, correction in enumerate(() if "corrections" in broken else getattr(record, "corrections", ())):
        corrected = dates.parse(correction.date).latest
        before = event if moment and corrected < moment.earliest else ""
        if not before and first and corrected < first:
            before = f"ngày nguồn đầu tiên đăng ({dates.day(first)})"
        if before:
            message = f"lần sửa ngày {dates.vietnamese(correction.date)} có trước {before}"
            hint = "date ở đây là ngày sửa bản ghi: xem lại năm, tháng, ngày"
            report.warning((*at, "corrections", i, "date"), "correction-too-early", message, hint)


def _is_before(source: Source, moment: Edtf) -> bool:
    """Whether a source was published, or where that is not known read, before something happened."""
    day = source.published or source.accessed
    return bool(day) and dates.parse(str(day)).latest < moment.earliest


def _resolution(record: Resolution, report: Report) -> None:
    if not (record.symbol or record.title or record.title_as_cited):
        message = "văn bản không có số, tên hay cách gọi nào để hiện cho người đọc"
        report.error(("id",), "no-name", message, "ghi symbol, title hoặc title_as_cited")
    for key in ("implements", "amends", "replaces"):
        for i, named in enumerate(getattr(record, key)):
            if named == record.id:
                report.error((key, i), "self-reference", f"văn bản không thể trỏ tới chính nó ở {key}", "xóa mã này")
    if lacks := [LACKING_WORDS[key] for key in lacking_of_resolution(record)]:
        words = "; ".join(lacks)
        hint = f"tìm trang nêu {words} rồi ghi vào bản ghi và thêm trang ấy vào sources"
        report.warning(("id",), INCOMPLETE, f"văn bản còn thiếu: {words}", hint)


def _unit(record: Unit, at: YamlPath, report: Report) -> None:
    _in_order(record.valid_from, record.valid_to, at, report)
    for key, others in (("merged_into", [record.merged_into]), ("formed_from", record.formed_from)):
        for i, other in enumerate(others):
            if other == record.id:
                path = (*at, key) if key == "merged_into" else (*at, key, i)
                report.error(
                    path, "self-reference", f"đơn vị không thể trỏ tới chính nó ở {key}", "ghi mã của đơn vị kia"
                )
    before: str | None = None
    for i, form in enumerate(record.forms):
        place = (*at, "forms", i)
        _in_order(form.valid_from, form.valid_to, place, report)
        if i and (form.valid_from is None or before is None or form.valid_from <= before):
            message = "các tên, cấp phải xếp theo thời gian và không chồng ngày"
            hint = "mỗi tên cần valid_to trước valid_from của tên sau"
            report.error((*place, "valid_from"), "dates-out-of-order", message, hint)
        if (record.valid_from and form.valid_from and form.valid_from < record.valid_from) or (
            record.valid_to and form.valid_to and form.valid_to > record.valid_to
        ):
            message = f"tên “{form.name}” ({form.kind}) nằm ngoài thời gian của đơn vị"
            report.error(place, "dates-out-of-order", message, "sửa ngày của tên, hoặc valid_from, valid_to của đơn vị")
        before = form.valid_to


def _in_order(first: str | None, last: str | None, at: YamlPath, report: Report) -> None:
    if first and last and first > last:
        message = f"valid_to ({dates.vietnamese(last)}) đứng trước valid_from ({dates.vietnamese(first)})"
        report.error((*at, "valid_to"), "dates-out-of-order", message, "đổi chỗ hoặc sửa hai ngày")


# A meeting is about its own time: the period it reports on or prepares lies within a year or so of its day.
_FAR = timedelta(days=500)


def _briefing(record: Briefing, report: Report, broken: frozenset[str] = frozenset()) -> None:
    """Add what is wrong with a meeting. ``broken``: the keys of which something could not be read."""
    moment = dates.parse(record.date)
    if "corrections" not in broken:
        _status(record, report)
    _times(record, moment, report)
    _said_twice(record, report)
    if broken.isdisjoint(("people", "resolutions")):
        _named_above(record, report)


def _status(record: Briefing, report: Report) -> None:
    if record.status == "withdrawn" and not record.corrections:
        hint = "thêm corrections: với date và what nói vì sao rút; người đọc sẽ thấy câu ấy"
        report.error(("status",), "withdrawn-unexplained", "bản ghi bị rút mà không nói lý do", hint)


def _times(record: Briefing, moment: Edtf, report: Report) -> None:
    met = f"cuộc họp ({dates.vietnamese(record.date)})"
    if record.period:
        period = dates.parse(record.period)
        if period.earliest - moment.latest > _FAR or moment.earliest - period.latest > _FAR:
            message = f"kỳ {quote(dates.vietnamese(record.period))} cách {met} hơn một năm"
            report.warning(("period",), "period-far", message, "xem lại năm ở period và date")
    for i, task in enumerate(record.tasks):
        if task.due and dates.parse(task.due).latest < moment.earliest:
            message = f"hạn {dates.vietnamese(task.due)} đã qua trước {met}"
            report.warning(("tasks", i, "due"), "due-before-meeting", message, "xem lại năm, tháng ở due")
    for i, figure in enumerate(record.figures):
        if figure.as_of and dates.parse(figure.as_of).earliest > moment.latest:
            message = f"số liệu tính đến {dates.vietnamese(figure.as_of)}, sau {met}"
            hint = "xem lại năm, tháng; chỉ tiêu cho thời gian tới thì ghi ở period"
            report.warning(("figures", i, "as_of"), "as-of-after-meeting", message, hint)


# What a figure says, its source and a remark on it apart.
_SAID_OF_FIGURES = ("value", "unit", "what", "bound", "as_of", "period", "province", "indicator", "scope")


class _Saying(NamedTuple):
    """A text of a record: where it stands, how a message names it, and its words."""

    at: YamlPath
    name: str
    words: str


def _said_twice(record: Briefing, report: Report) -> None:
    """Two items of one text, two equal notes, two figures that say the same: one was copied and not changed."""
    items = [
        _Saying((key, i, "text"), f"mục {item.id}", item.text)
        for key in ("results", "shortcomings", "tasks")
        for i, item in enumerate(getattr(record, key))
    ]
    notes = [_Saying(("notes", i, "text"), f"ghi chú thứ {i + 1}", note.text) for i, note in enumerate(record.notes)]
    hint = "xóa mục thừa, hoặc viết rõ hai mục khác nhau ở chỗ nào"
    for at, name in (*_repeated(items), *_repeated(notes)):
        report.warning(at, "duplicate-entry", f"nội dung giống hệt {name}", hint)
    seen: dict[tuple[Any, ...], str] = {}
    for i, figure in enumerate(record.figures):
        said = tuple(getattr(figure, key) for key in _SAID_OF_FIGURES)
        if said in seen:
            report.warning(("figures", i, "what"), "duplicate-entry", f"số liệu giống hệt {seen[said]}", hint)
        seen.setdefault(said, figure.id)


def _repeated(sayings: Iterable[_Saying]) -> Iterator[tuple[YamlPath, str]]:
    """The places of texts that an earlier one says, too, each with the name of that."""
    alike: dict[str, list[_Saying]] = defaultdict(list)
    for one in sayings:
        alike[one.words.split(maxsplit=1)[0].casefold()].append(one)
    for some in alike.values():
        seen: dict[str, str] = {}
        # To clean all texts would take longer than all else that is looked at here.
        for one in some if len(some) > 1 else ():
            words = " ".join(_WORD.findall(tone_new(clean(one.words)).casefold()))
            if words in seen:
                yield one.at, seen[words]
            seen.setdefault(words, one.name)


def _named_above(record: Briefing, report: Report) -> None:
    """What an item names, the record names too: a person with a part, a document with the words of its citation."""
    people = {person.leader for person in record.people}
    resolutions = {citation.resolution for citation in record.resolutions}
    for key, items in (("results", record.results), ("shortcomings", record.shortcomings), ("tasks", record.tasks)):
        for i, item in enumerate(items):
            if item.by and item.by not in people:
                people.add(item.by)  # said once
                hint = "thêm người này vào people, với part và as như nguồn ghi"
                report.warning((key, i, "by"), "unlisted-person", f"{quote(item.by)} không có trong people", hint)
            for j, resolution in enumerate(item.resolutions):
                if resolution not in resolutions:
                    resolutions.add(resolution)
                    hint = "thêm vào resolutions ở đầu bản ghi, với relation và cited như nguồn ghi"
                    message = f"{quote(resolution)} không có trong resolutions của cuộc họp"
                    report.warning((key, i, "resolutions", j), "uncited-resolution", message, hint)
