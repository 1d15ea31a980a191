"""The commands ``new …``, and a new record from options or answers: what it names is found or created too, and an id is proposed.

What follows from the answers is filled in. Where an option that is needed is missing, it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import click

from giaoban import dates, kinds, vietnamese
from giaoban.check import clock
from giaoban.citations import symbols, tables
from giaoban.citations.resolve import propose_id
from giaoban.citations.values import Mention
from giaoban.drafting import identifiers
from giaoban.drafting.known import Known
from giaoban.editing.command import apply, edits
from giaoban.editing.folder import ContentFolder
from giaoban.editing.prompts import NEW, SOURCE, Prompt, file_of, prompts
from giaoban.editing.record_text import EditError, yaml_scalar
from giaoban.findings import did_you_mean, quote
from giaoban.records import models, wording
from giaoban.records.load import load
from giaoban.records.model import ID_PATTERN, key_order
from giaoban.review.usage import CONTENT

_BY_NAME = {"leader", "organization"}
_NAMES = ("name", "title", "symbol", "short")
_BOARD = "Ban Tổ chức "
_MORE_NAMES = ("aliases", "other_names")
Confirm = Callable[[str], bool]


class Adding:
    """One new record of a kind while it is being answered for. ``confirm``: asks whether to create what a name names.

    ``values``: by key of the prompt; of a list, a list.
    """

    def __init__(self, folder: ContentFolder, kind: str, confirm: Confirm = lambda _: True) -> None:
        self.folder, self.kind = folder, kind
        self.values: dict[str, Any] = {}
        self.created: dict[tuple[str, str], str] = {}
        self.confirm = confirm

    @cached_property
    def _known_records(self) -> Known:
        return Known.read(self.folder.content)

    def answer(self, prompt: Prompt, given: str | tuple[str, ...]) -> None:
        """Take an answer, and fill in what follows from it. Raises `EditError` for what no record may hold there."""
        if isinstance(given, tuple):
            found = [self.meant(prompt, one) for one in given]
            self.values[prompt.key] = [*dict.fromkeys(found)]
        else:
            self.values[prompt.key] = self.meant(prompt, given)
        _FILL.get((self.kind, prompt.key), _nothing)(self)

    def proposed_title(self) -> str:
        """A title for a meeting in our own words."""
        value = self.values.get
        unit = self._unit()
        place = self._known_records.units.name(unit, self._day()) if unit else None
        return identifiers.title_of_meeting(value("kind"), value("level"), place, value("period"))

    def proposed_id(self) -> str:
        """An id as the archive's records of the kind have them."""
        value = self.values.get
        if self.kind == "briefing":
            key = vietnamese.fold(str(value("title") or ""))
            wanted = identifiers.id_of_meeting(
                value("date"), value("kind"), value("level"), self._unit(), value("period"), key
            )
        elif self.kind == "resolution":
            wanted = self._id_of_document()
        else:
            wanted = vietnamese.slug(str(value("name") or ""))
        return wanted[:110].strip("-") or "moi"

    def check_id(self, entity: str) -> None:
        """Raises `EditError` for an id that the record cannot have."""
        label = kinds.get(self.kind).label.lower()
        if not re.fullmatch(ID_PATTERN, entity):
            raise EditError(
                f"“{entity}” không phải mã hợp lệ: chỉ gồm chữ thường a–z không dấu, chữ số và dấu gạch nối"
            )
        if entity in self.folder.ids(self.kind):
            raise EditError(f"đã có {label} mang mã “{entity}”; nếu là một {label} khác thì thêm --id với mã khác")

    def add(self, entity: str) -> None:
        """Have the folder write the record under an id, with those created for it. Raises `EditError`."""
        self.check_id(entity)
        day = self.values.get("date")
        year = f"{dates.parse(day).latest.year:04d}" if day else "2000"
        _write(self.folder, self.kind, entity, self._record(entity), year)
        named = {one for value in self.values.values() for one in (value if isinstance(value, list) else [value])}
        # An answer may have been given anew, without what was created for it first.
        self.created = {key: name for key, name in self.created.items() if key[1] in named}
        for (kind, created), name in self.created.items():
            _write(self.folder, kind, created, {"id": created, **self.about(kind, name)}, year)

    def _record(self, entity: str) -> dict[str, Any]:
        """The record by key, in the order of its class."""
        given = {key: value for key, value in self.values.items() if value not in ("", [], None)}
        source = {key.removeprefix(SOURCE): value for key, value in given.items() if key.startswith(SOURCE)}
        if "url" in source:
            source["accessed"] = clock.today().isoformat()
        whole = {**given, "id": entity} | ({"sources": [{"id": "s1", **source}]} if source else {})
        if self.kind == "briefing":
            whole["people"] = [{"leader": leader, "part": "chair"} for leader in given.get("chair", ())]
            whole["provinces"] = [{"province": unit} for unit in given.get("province", ())]
        return {key: whole[key] for key in key_order(models.get(self.kind)) if whole.get(key)}

    def meant(self, prompt: Prompt, given: str) -> str:
        """What an answer means in a record: the id of what it names, one of the choices. Raises `EditError`."""
        said = prompt.read(given)
        return self._id_meant(prompt.refers, said) if prompt.refers and said else said

    def _id_meant(self, kind: str, said: str) -> str:
        """The id of the record that an id or a name means; of a person or body not there yet, that of a new one."""
        ids = self.folder.ids(kind)
        if said in ids or (kind, said) in self.created:
            return said
        # A body is added as it is now; of a meeting or document whose day is not known, eras of one name may be meant.
        is_dated = self._day() is not None or self.kind == "organization"
        if kind == "unit" and is_dated and (unit := self._known_records.units.unit_named(said, self._day())):
            return unit
        found = self._bearing(kind, said)
        label = kinds.get(kind).label.lower()
        slug = vietnamese.slug(said)
        # Two people may differ in a mark alone; what is on a list may not.
        if not found and kind not in _BY_NAME and slug in ids:
            return slug
        if len(found) == 1:
            return found[0]
        if found:
            raise EditError(f"{quote(said)} có thể là {', '.join(found[:5])}: ghi mã của một {label}")
        is_name = kind in _BY_NAME and not re.fullmatch(ID_PATTERN, said) and slug and slug not in ids
        if is_name and self.confirm(f"Chưa có {label} {quote(said)}. Tạo mới?"):
            self.created[kind, slug] = said
            return slug
        near = did_you_mean(said, ids) if re.fullmatch(ID_PATTERN, said) else ""
        with_name = "viết tên đầy đủ, có dấu, hoặc " if kind in _BY_NAME else ""
        new = f"; tạo mới thì {with_name}chạy giaoban new {kind}" if kind in new_command.commands else ""
        raise EditError(f"không có {label} {quote(said)}{new}{'. ' + near.rstrip('?') + '?' if near else ''}")

    def _bearing(self, kind: str, said: str) -> list[str]:
        wanted = _plain(said)
        return [entity for entity, value in self.folder.records(kind) if wanted in {_plain(n) for n in _names(value)}]

    def about(self, kind: str, name: str) -> dict[str, Any]:
        """What a name of a body or person says: the name, for a body the one above it and its province."""
        said: dict[str, Any] = {"name": name}
        if kind == "organization":
            committee = re.search(r"\b(?:Tỉnh|Thành) ủy (.+)$", name)
            if committee and (unit := self._known_records.units.unit_named(committee[1], self._day())):
                said["province"] = unit
            above = self._bearing(kind, name.removeprefix(_BOARD)) if name.startswith(_BOARD) else []
            if len(above) == 1:
                said["parent"] = above[0]
        return said

    def _day(self) -> Any:
        date = self.values.get("date")
        return dates.parse(date).earliest if date else None

    def _unit(self) -> str | None:
        """The province of a meeting: the one its host belongs to, or the only one that is named."""
        host = str(self.values.get("host") or "")
        if ("organization", host) in self.created:
            of_host = self.about("organization", self.created["organization", host]).get("province")
        else:
            of_host = next((v.get("province") for e, v in self.folder.records("organization") if e == host), None)
        named = self.values.get("province") or []
        return of_host or (named[0] if len(named) == 1 else None)

    def _id_of_document(self) -> str:
        value = self.values.get
        symbol = symbols.parse(str(value("symbol") or ""))
        if symbol is None:
            said = " ".join(str(value(key) or "") for key in ("type", "symbol", "title", "title_as_cited"))
            return vietnamese.slug(said)[:60]
        unit = value("province")
        page = next((v.get("page") for e, v in self.folder.records("unit") if e == unit), unit)
        mention = Mention(
            0,
            0,
            symbol.text,
            "symbol",
            value("type"),
            symbol.number,
            symbol.code,
            symbol.issuer,
            symbol.text,
            year=symbol.year,
        )
        return propose_id(mention, unit, page, value("term"))


def _write(folder: ContentFolder, kind: str, entity: str, record: Mapping[str, Any], year: str) -> None:
    """Have the folder write one record, into a file of its own or at the end of its list. Raises `EditError`."""
    lines = _lines(record)
    source = file_of(kind, entity, lines, year)
    if wrong := [f for f in load(source).findings if f.severity == "error"]:
        raise EditError(f"{wrong[0].message}{f'; {wrong[0].hint}' if wrong[0].hint else ''}")
    _, _, key = kinds.get(kind).files.partition("#")
    if key and source.path in folder.sources and (folder.text(source.path).value or {}).get(key):
        folder.text(source.path).append_lines((key,), lines, record)
    elif key and source.path in folder.sources:
        raise EditError(f"{source.path} chưa có danh sách {key}: thêm mục đầu tiên bằng tay")
    else:
        folder.add(source.path, source.data.decode())


def _lines(record: Mapping[str, Any]) -> list[str]:
    lines = []
    for key, value in record.items():
        if not isinstance(value, list):
            lines.append(f"{key}: {yaml_scalar(value)}")
        elif isinstance(value[0], str):
            lines.append(f"{key}: [{', '.join(yaml_scalar(one, in_flow=True) for one in value)}]")
        else:
            lines.append(f"{key}:")
            for entry in value:
                first, *rest = [f"{inner}: {yaml_scalar(one)}" for inner, one in entry.items()]
                lines += [f"  - {first}", *(f"    {line}" for line in rest)]
    return lines


def _names(value: Mapping[str, Any]) -> set[str]:
    names = {value.get(key) for key in _NAMES}
    for key in _MORE_NAMES:
        names.update(value.get(key) or ())
    return {name for name in names if isinstance(name, str)}


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(vietnamese.tone_new(text)).split())


def _nothing(_: Adding) -> None:
    """Nothing follows."""


def _from_series(adding: Adding) -> None:
    """What a series says of its meetings: level, host, and of which kind all of them so far are."""
    series = adding.values["series"]
    value = next((v for e, v in adding.folder.records("series") if e == series), {})
    for key in ("level", "host"):
        if value.get(key):
            adding.values.setdefault(key, value[key])
    texts = (adding.folder.text(path).value for path in adding.folder.mentioning(str(series)))
    found = {text.get("kind") for text in texts if isinstance(text, dict) and text.get("series") == series}
    if len(found) == 1 and (kind := found.pop()):
        adding.values.setdefault("kind", kind)


def _from_name(adding: Adding) -> None:
    """The body above a body, and its province."""
    for key, value in adding.about("organization", adding.values["name"]).items():
        adding.values.setdefault(key, value)


def _from_symbol(adding: Adding) -> None:
    """The type of a document, where the letters of its symbol leave no choice."""
    symbol = symbols.parse(str(adding.values["symbol"]))
    found = {t.name for t in tables.types() if symbol and symbol.code in t.codes}
    if len(found) == 1:
        adding.values.setdefault("type", found.pop())


def _from_issuer(adding: Adding) -> None:
    """The province of the body that issued a document."""
    issuer = adding.values["issuer"]
    value = next((v for e, v in adding.folder.records("organization") if e == issuer), {})
    if value.get("province"):
        adding.values.setdefault("province", value["province"])


_FILL = {
    ("briefing", "series"): _from_series,
    ("organization", "name"): _from_name,
    ("resolution", "issuer"): _from_issuer,
    ("resolution", "symbol"): _from_symbol,
}


_SOURCE_SAYS = (f"{SOURCE}publisher", f"{SOURCE}title", f"{SOURCE}url")


@click.group("new", no_args_is_help=False)
def new_command() -> None:
    """Thêm một bản ghi. Thiếu điều bắt buộc thì lệnh hỏi lần lượt; đủ thì ghi ngay."""


def _command(kind: str) -> click.Command:
    label = kinds.get(kind).label
    asked = prompts(kind)

    @edits
    def run(content: Path, entity: str | None, **given: Any) -> None:
        adding = Adding(ContentFolder(content), kind)
        for prompt in asked:
            if answer := given[prompt.key.replace("-", "_")]:
                adding.answer(prompt, answer)
        if asking := any(_is_needed(prompt, adding) for prompt in asked):
            _ask(adding, asked)
        elif kind == "briefing":
            adding.values.setdefault("title", adding.proposed_title())
        if asking and not entity:
            entity = _asked_id(adding)
        entity = entity or adding.proposed_id()
        adding.add(entity)
        for _, name in adding.created:
            click.echo(f"Tạo luôn bản ghi “{name}”.")
        apply(adding.folder, f"Đã thêm {label.lower()} “{entity}”:")
        if kind == "briefing":
            click.echo(f"Điền tiếp từ bài báo: giaoban draft {entity} --from TỆP")

    options: list[click.Parameter] = [
        click.Option(
            [prompt.option, prompt.key.replace("-", "_")], multiple=prompt.many, metavar="…",
            help=f"{prompt.title}. {prompt.says}" if not prompt.choices else f"{prompt.title}: {_listed(prompt)}.",
        )
        for prompt in asked
    ]  # fmt: skip
    options.append(click.Option(["--id", "entity"], metavar="MÃ", help="Mã của bản ghi; bỏ thì lệnh tự đặt."))
    return CONTENT(click.Command(kind, callback=run, params=options, help=f"Thêm một bản ghi: {label.lower()}."))


def _listed(prompt: Prompt) -> str:
    return ", ".join(map(wording.with_label, prompt.choices))


def _is_needed(prompt: Prompt, adding: Adding) -> bool:
    """Whether a record cannot be without an answer that is still missing."""
    if not prompt.required or prompt.is_made or prompt.key in adding.values:
        return False
    return prompt.key not in _SOURCE_SAYS or not any(adding.values.get(key) for key in _SOURCE_SAYS)


def _ask(adding: Adding, asked: tuple[Prompt, ...]) -> None:
    adding.confirm = lambda words: click.confirm(words, default=True)
    click.echo("Trả lời từng dòng; chỗ không bắt buộc thì nhấn Enter để bỏ. Ctrl+C: thôi, không ghi gì.")
    for prompt in asked:
        while prompt.key not in adding.values:
            needed = _is_needed(prompt, adding)
            default = adding.proposed_title() if prompt.is_made else ""
            words = prompt.title + (f" ({_listed(prompt)})" if prompt.choices else "")
            words += " (nhiều thì cách nhau bằng dấu ;)" if prompt.many else ""
            words += "" if needed or prompt.is_made else " (Enter: bỏ)"
            said = click.prompt(words, default=default, show_default=prompt.is_made).strip()
            if not said and needed:
                click.echo(f"Cần có điều này. {prompt.says}")
            elif not said:
                break
            else:
                try:
                    adding.answer(prompt, tuple(filter(None, map(str.strip, said.split(";")))) if prompt.many else said)
                except EditError as error:
                    click.echo(f"{error}.".replace("?.", "?"))


def _asked_id(adding: Adding) -> str:
    while True:
        entity: str = click.prompt("Mã", default=adding.proposed_id()).strip()
        try:
            adding.check_id(entity)
        except EditError as error:
            click.echo(f"{error}.")
        else:
            return entity


for _kind in NEW:
    new_command.add_command(_command(_kind))
