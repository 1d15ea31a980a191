"""The command ``review``: what a draft leaves open, settled in the terminal with the article's words beside it.

It is settled one place after another: the draft's value is kept, replaced or dropped.
"""

from __future__ import annotations

import re
from pathlib import Path

import click

from giaoban import writing
from giaoban.drafting.worklist import DraftMark, marks, sentence, without_marks
from giaoban.editing.adding import Adding
from giaoban.editing.command import edits
from giaoban.editing.folder import ContentFolder
from giaoban.editing.prompts import NEW, prompts
from giaoban.editing.record_text import EditError, yaml_scalar
from giaoban.records import front_matter
from giaoban.records.marks import YamlError, read_yaml
from giaoban.review.text import folder as shown_folder
from giaoban.review.text import printable
from giaoban.review.usage import CONTENT

_INDENT = re.compile(r" *")


class DraftFile:
    """The file of a draft while it is settled; what was settled is written at once. Raises `EditError`."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self.text = self._read_draft()
        self._left = 0

    def open(self) -> list[DraftMark]:
        """The places still to be settled, those left for later out."""
        return [mark for mark in marks(self.text) if mark.is_open][self._left :]

    def keep(self, mark: DraftMark) -> None:
        """Keep what the draft has; of a remark alone, take it away."""
        try:
            self._write(without_marks(self.text, [mark]))
        except ValueError:
            raise EditError("còn lỗi về dạng: chạy giaoban check, sửa xong rồi làm lại") from None

    def replace(self, mark: DraftMark, value: str) -> None:
        """Write another value, or a paragraph of the summary, in place of the draft's."""
        lines = self.text.split("\n")
        old = lines[mark.line]
        if mark.key:
            dash = "- " if mark.before.lstrip().startswith("- ") else ""
            lines[mark.line] = f"{_INDENT.match(old)[0]}{dash}{mark.key}: {yaml_scalar(value)}"  # type: ignore[index]
        else:
            lines[mark.line] = value
        self._write("\n".join(lines))

    def drop(self, mark: DraftMark) -> None:
        """Take away the value with its key; of an entry that cannot be without it, the whole entry."""
        lines = self.text.split("\n")
        first, last = mark.line, mark.line + 1
        if mark.before:
            start = self._entry(lines, mark)
            first = mark.line if start is None else start
            depth = _depth(lines[first])
            while last < len(lines) and lines[last].strip() and _depth(lines[last]) > depth:
                last += 1
            above = lines[first - 1]
            stands_alone = above.rstrip().endswith(":") and not lines[last].startswith(f"{' ' * depth}- ")
            first -= lines[first].lstrip().startswith("- ") and stands_alone
        self._write("\n".join([*lines[:first], *lines[last:]]))

    def leave(self) -> None:
        """Leave the place that is asked about now as it is, and go on to the next."""
        self._left += 1

    def _entry(self, lines: list[str], mark: DraftMark) -> int | None:
        """The line on which the entry begins that has to go with a value; None where the value may go alone."""
        if lines[mark.line].lstrip().startswith("- "):
            return mark.line
        if mark.value:
            return None
        depth = _depth(lines[mark.line])
        for number in range(mark.line, 0, -1):
            if lines[number].startswith(f"{' ' * (depth - 2)}- ") and depth >= 2:
                return number
            if _depth(lines[number]) < depth:
                return None
        return None

    def _read_draft(self) -> str:
        try:
            return self._file.read_bytes().decode("utf-8")
        except (OSError, UnicodeDecodeError):
            raise EditError(f"không đọc được {self._file.name}: chạy giaoban check") from None

    def _write(self, text: str) -> None:
        if self._read_draft() != self.text:
            raise EditError(f"{self._file.name} vừa được sửa ở nơi khác: chạy lại lệnh")
        try:
            front = front_matter.divide(text, ()).front if text.startswith("---") else text
            is_whole = not read_yaml(front).faults
        except YamlError:
            is_whole = False
        if not is_whole:
            raise EditError("không sửa được bằng lệnh mà giữ nguyên phần còn lại: hãy sửa bằng tay")
        try:
            writing.write(self._file, text.encode())
        except OSError as error:
            raise EditError(writing.unreachable(error)) from None
        self.text = text


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


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
    folder = ContentFolder(content)
    kind, path, at = folder.find(entity)
    if at:
        raise EditError(f"“{entity}” không có tệp riêng, nên không phải bản nháp")
    text = _text(article, folder.content)
    draft = DraftFile(folder.content / path)
    if not draft.open():
        click.echo("Không còn chỗ nào cần xem lại.")
    adding = Adding(folder, kind)
    while rest := draft.open():
        mark = rest[0]
        _show(mark, len(rest), text)
        match _ask(mark):
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
    from giaoban.drafting.intake import read_article
    from giaoban.drafting.known import Known

    source, findings = read_article(article)
    if source is None:
        raise EditError(f"--from: {findings[0].message}")
    return draft(source, Known.read(content)).text


def _show(mark: DraftMark, count: int, text: str) -> None:
    said = mark.value or ("chưa có" if mark.key else "")
    click.echo(f"\n[còn {count}] dòng {mark.line + 1}{f', {mark.key}: {said}' if mark.key else ''}")
    click.echo(printable(f"  {mark.says}"))
    if quoted := sentence(text, mark.span):
        click.echo(printable(f"  Bài viết: “{quoted}”"))


def _ask(mark: DraftMark) -> str:
    """What to do with a place; nothing can be kept where the draft has nothing."""
    offered = {k: v for k, v in _ANSWERS.items() if not (k == "g" and mark.lacks_value)}
    words = ", ".join(f"{key} {word}" for key, word in offered.items())
    while True:
        said = click.prompt(words, prompt_suffix=": ").strip().lower()
        if said[:1] in offered:
            return str(said[:1])
        click.echo(f"Gõ một chữ: {words}.")


def _replace(draft: DraftFile, mark: DraftMark, adding: Adding) -> None:
    """Ask for another value until one can stand there; an empty answer goes back."""
    prompt = (
        next((q for q in prompts(adding.kind) if q.key == mark.key and _is_top(mark) and not q.many), None)
        if adding.kind in NEW
        else None
    )
    while said := click.prompt(mark.key or "Một đoạn tóm tắt", default="", show_default=False).strip():
        try:
            draft.replace(mark, adding.meant(prompt, said) if prompt else said)
        except EditError as error:
            click.echo(f"{error}.")
        else:
            return


def _is_top(mark: DraftMark) -> bool:
    return not mark.before.startswith(" ")
