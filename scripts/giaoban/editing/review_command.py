"""The command ``review``: what a draft leaves open, settled in the terminal with the article's words beside it."""

from __future__ import annotations

from pathlib import Path

import click

from giaoban.drafting.worklist import DraftMark, sentence
from giaoban.editing.adding import Adding
from giaoban.editing.applying import edits
from giaoban.editing.folder import Folder
from giaoban.editing.questions import NEW, questions
from giaoban.editing.record_text import EditError
from giaoban.editing.settling import Draft
from giaoban.review.text import folder as shown_folder
from giaoban.review.text import printable
from giaoban.review.usage import CONTENT

_ANSWERS = {"g": "giữ", "s": "sửa", "b": "bỏ", "l": "để lại", "t": "thôi"}


@click.command("review")
@click.argument("entity", metavar="MÃ")
@click.option(
    "--from", "article", default=None, metavar="TỆP", help="Bài báo mà bản nháp đã đọc: để hiện câu được dẫn."
)
@CONTENT
@edits
def review_command(entity: str, article: str | None, content: Path) -> None:
    """Đi qua từng chỗ “cần xem lại” của một bản nháp: giữ, sửa, bỏ hay để lại. Mỗi chỗ xong là ghi ngay."""
    folder = Folder(content)
    kind, path, at = folder.find(entity)
    if at:
        raise EditError(f"“{entity}” không có tệp riêng, nên không phải bản nháp")
    text = _text(article, folder.content)
    draft = Draft(folder.content / path)
    if not draft.open():
        click.echo("Không còn chỗ nào cần xem lại.")
    adding = Adding(folder, kind)
    while rest := draft.open():
        mark = rest[0]
        _show(mark, len(rest), text)
        match _asked(mark):
            case "g":
                draft.keep(mark)
            case "s":
                _replace(draft, mark, adding)
            case "b":
                draft.drop(mark)
            case "l":
                draft.leave()
            case _:
                break
    shown = f"{shown_folder(folder.content)}{path}"
    click.echo(f"Xong tới đâu đã ghi tới đó, trong {shown}. Tiếp: giaoban draft --done {entity}.")


def _text(article: str | None, content: Path) -> str:
    """The article as the draft was read from it; empty without one. Raises `EditError`."""
    if article is None:
        return ""
    from giaoban.drafting.draft import draft
    from giaoban.drafting.intake import read
    from giaoban.drafting.known import Known

    source, findings = read(article)
    if source is None:
        raise EditError(f"--from: {findings[0].message}")
    return draft(source, Known.read(content)).text


def _show(mark: DraftMark, count: int, text: str) -> None:
    said = mark.value or ("chưa có" if mark.key else "")
    click.echo(f"\n[còn {count}] dòng {mark.line + 1}{f', {mark.key}: {said}' if mark.key else ''}")
    click.echo(printable(f"  {mark.says}"))
    if quoted := sentence(text, mark.span):
        click.echo(printable(f"  Bài viết: “{quoted}”"))


def _asked(mark: DraftMark) -> str:
    """What to do with a place; nothing can be kept where the draft has nothing."""
    offered = {k: v for k, v in _ANSWERS.items() if not (k == "g" and mark.lacks_value)}
    words = ", ".join(f"{key} {word}" for key, word in offered.items())
    while True:
        said = click.prompt(words, prompt_suffix=": ").strip().lower()
        if said[:1] in offered:
            return str(said[:1])
        click.echo(f"Gõ một chữ: {words}.")


def _replace(draft: Draft, mark: DraftMark, adding: Adding) -> None:
    """Ask for another value until one can stand there; an empty answer goes back."""
    question = (
        next((q for q in questions(adding.kind) if q.key == mark.key and _is_top(mark) and not q.many), None)
        if adding.kind in NEW
        else None
    )
    while said := click.prompt(mark.key or "Một đoạn tóm tắt", default="", show_default=False).strip():
        try:
            draft.replace(mark, adding.meant(question, said) if question else said)
        except EditError as error:
            click.echo(f"{error}.")
        else:
            return


def _is_top(mark: DraftMark) -> bool:
    return not mark.before.startswith(" ")
