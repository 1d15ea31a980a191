"""The commands ``new …``: a record from options, or from answers where an option that is needed is missing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from giaoban import kinds
from giaoban.editing.adding import Adding
from giaoban.editing.folder import Folder, apply, edits
from giaoban.editing.questions import NEW, SOURCE, Question, questions
from giaoban.editing.record_text import EditError
from giaoban.records import wording
from giaoban.review.usage import CONTENT

_SOURCE_SAYS = (f"{SOURCE}publisher", f"{SOURCE}title", f"{SOURCE}url")


@click.group("new", no_args_is_help=False)
def new_command() -> None:
    """Thêm một bản ghi. Thiếu điều bắt buộc thì lệnh hỏi lần lượt; đủ thì ghi ngay."""


def _command(kind: str) -> click.Command:
    label = kinds.get(kind).label
    asked = questions(kind)

    @edits
    def run(content: Path, entity: str | None, **given: Any) -> None:
        adding = Adding(Folder(content), kind)
        for question in asked:
            if answer := given[question.key.replace("-", "_")]:
                adding.answer(question, answer)
        if asking := any(_is_needed(question, adding) for question in asked):
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
            [question.option, question.key.replace("-", "_")], multiple=question.many, metavar="…",
            help=f"{question.title}. {question.says}" if not question.choices else f"{question.title}: {_listed(question)}.",
        )
        for question in asked
    ]  # fmt: skip
    options.append(click.Option(["--id", "entity"], metavar="MÃ", help="Mã của bản ghi; bỏ thì lệnh tự đặt."))
    return CONTENT(click.Command(kind, callback=run, params=options, help=f"Thêm một bản ghi: {label.lower()}."))


def _listed(question: Question) -> str:
    return ", ".join(map(wording.said, question.choices))


def _is_needed(question: Question, adding: Adding) -> bool:
    """Whether a record cannot be without an answer that is still missing."""
    if not question.required or question.is_made or question.key in adding.values:
        return False
    return question.key not in _SOURCE_SAYS or not any(adding.values.get(key) for key in _SOURCE_SAYS)


def _ask(adding: Adding, asked: tuple[Question, ...]) -> None:
    adding.confirm = lambda words: click.confirm(words, default=True)
    click.echo("Trả lời từng dòng; chỗ không bắt buộc thì nhấn Enter để bỏ. Ctrl+C: thôi, không ghi gì.")
    for question in asked:
        while question.key not in adding.values:
            needed = _is_needed(question, adding)
            default = adding.proposed_title() if question.is_made else ""
            words = question.title + (f" ({_listed(question)})" if question.choices else "")
            words += " (nhiều thì cách nhau bằng dấu ;)" if question.many else ""
            words += "" if needed or question.is_made else " (Enter: bỏ)"
            said = click.prompt(words, default=default, show_default=question.is_made).strip()
            if not said and needed:
                click.echo(f"Cần có điều này. {question.says}")
            elif not said:
                break
            else:
                try:
                    adding.answer(
                        question, tuple(filter(None, map(str.strip, said.split(";")))) if question.many else said
                    )
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
