"""What all commands share: they speak Vietnamese, also when they are called wrongly, and most have the option ``--content``."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import click

from giaoban import project
from giaoban.build.errors import BuildError
from giaoban.streams import INTERRUPT_CODE, INTERRUPTED
from giaoban.writing import unreachable

# What click says of a value, and how it is said in Vietnamese. The library's own words, so that a newer one is still understood.
_SAID = (
    (r"(?:Directory|Path) '(?P<v>.*)' is a file\.", "“{v}” là một tệp, cần một thư mục"),
    (r"(?:File|Path) '(?P<v>.*)' is a directory\.", "“{v}” là một thư mục, cần một tệp"),
    (r"(?:Directory|File|Path) '(?P<v>.*)' does not exist\.", "không có “{v}”"),
    (r"(?:Directory|File|Path) '(?P<v>.*)' is not (?:readable|writable)\.", "không đọc hay ghi được “{v}”"),
    (r"'(?P<v>.*)' is not a valid (?:integer|float|number|integer range|float range)\.", "“{v}” không phải một con số"),
    (r"(?P<v>.*) is not in the range (?P<r>.*)\.", "{v} nằm ngoài khoảng {r}"),
    (r"'(?P<v>.*)' is not one of (?P<r>.*)\.", "“{v}” không có trong các giá trị được dùng: {r}"),
)
_COMMAND = (
    (r"Missing command\.", "cần thêm tên lệnh"),
    (r"Got unexpected extra arguments? \((?P<v>.*)\)", "thừa: {v}"),
)
_OPTION = (
    (r"Option '(?P<v>.*)' requires (?:an argument|\d+ arguments)\.", "{v} cần một giá trị đứng sau"),
    (r"Option '(?P<v>.*)' does not take a value\.", "{v} không nhận giá trị"),
)


# The words of click's own help. Names of kinds of values are whole words, behind an option or in a line of usage.
_HEADINGS = {"Options": "Tùy chọn", "Commands": "Các lệnh"}
_IN_USAGE = (("[OPTIONS]", "[TÙY CHỌN]"), ("COMMAND [ARGS]...", "LỆNH …"))
_VALUES = {
    "DIRECTORY": "THƯ_MỤC", "FOLDER": "THƯ_MỤC", "PATH": "TỆP", "FILE": "TỆP", "TEXT": "CHỮ",
    "INTEGER RANGE": "SỐ", "INTEGER": "SỐ",
}  # fmt: skip
_VALUE = re.compile(rf"\b(?:{'|'.join(_VALUES)})\b")
_EXTRA = re.compile(r"\[([^\[\]]*)\]$")


class VietnameseHelp(click.HelpFormatter):
    """Help of which also the words that click puts in are Vietnamese."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how a command is called."""
        for english, words in _IN_USAGE:
            args = args.replace(english, words)
        super().write_usage(prog, args, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """The heading over options or commands."""
        super().write_heading(_HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands, each with what it is for."""
        super().write_dl([(_VALUE.sub(_value, name), _explained(said)) for name, said in rows], col_max, col_spacing)


def _value(found: re.Match[str]) -> str:
    return _VALUES[found[0]]


def _explained(said: str) -> str:
    if said == "Show this message and exit.":
        return "Hiện những lời này."
    return _EXTRA.sub(
        lambda extra: f"[{extra[1].replace('default:', 'mặc định:').replace('required', 'bắt buộc')}]", said
    )


# Every command makes its help with the formatter that contexts name, also those of libraries' plain class.
click.Context.formatter_class = VietnameseHelp


class VietnameseGroup(click.Group):
    """A group of commands whose errors of usage are reported in Vietnamese, in one or two lines, with exit code 2."""

    def main(self, *arguments: Any, standalone_mode: bool = True, **more: Any) -> Any:
        """Run the command that is called. Raises `SystemExit`, as click does by itself."""
        more["standalone_mode"] = False
        if not standalone_mode:
            return super().main(*arguments, **more)
        try:
            code = super().main(*arguments, **more)
        except click.UsageError as error:
            _tell(error)
            sys.exit(error.exit_code)
        except click.ClickException as error:
            click.echo(f"Lỗi: {error.format_message()}", err=True)
            sys.exit(error.exit_code)
        except click.Abort as error:
            is_interrupted = isinstance(error.__cause__ or error.__context__, KeyboardInterrupt)
            click.echo(INTERRUPTED if is_interrupted else "Đã dừng: hết đầu vào trước khi trả lời xong.", err=True)
            sys.exit(INTERRUPT_CODE if is_interrupted else 1)
        except BuildError as error:
            click.echo(f"Lỗi: {error}", err=True)
            sys.exit(1)
        except OSError as error:  # a full disk, a folder that may not be written
            click.echo(f"Lỗi: {unreachable(error)}", err=True)
            sys.exit(1)
        sys.exit(code if isinstance(code, int) else 0)


def _tell(error: click.UsageError) -> None:
    click.echo(f"Lỗi: {explanation(error)}", err=True)
    if error.ctx is not None:
        click.echo(f"Xem cách dùng: {error.ctx.command_path} --help", err=True)


def explanation(error: click.UsageError) -> str:
    """What is wrong with a call, in Vietnamese."""
    if isinstance(error, click.NoSuchOption):
        return f"không có tùy chọn {error.option_name}{_near(error.possibilities)}"
    if isinstance(error, click.MissingParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
        return f"thiếu {str(name).replace(chr(39), '')}"
    if found := re.fullmatch(r"No such command '(?P<v>.*)'\.?.*", error.message, re.DOTALL):
        return f"không có lệnh “{found['v']}”{_near(getattr(error, 'possibilities', None))}"
    if isinstance(error, click.BadParameter):
        name = error.param.get_error_hint(error.ctx) if error.param and error.ctx else error.param_hint
        return f"{str(name or 'giá trị').replace(chr(39), '')}: {_translated(error.message, _SAID)}"
    return _translated(error.message, (*_COMMAND, *_OPTION))


def _translated(message: str, table: Sequence[tuple[str, str]]) -> str:
    for pattern, words in table:
        if found := re.fullmatch(pattern, message, re.DOTALL):
            return words.format(**found.groupdict())
    return message


def _near(names: Sequence[str] | None) -> str:
    return f"; có phải {' hoặc '.join(sorted(names))} không?" if names else ""


def among_records(folder: Path) -> bool:
    """Whether a folder is that of the project's records, or lies in it: what is written there would be taken for records."""
    return folder.resolve().is_relative_to((project.ROOT / "content").resolve())


AMONG_RECORDS = "“{}” nằm trong thư mục bản ghi, nơi chỉ có bản ghi; chọn một thư mục khác"


class OutputFolder(click.Path):
    """A folder for what a command makes, which is none of the project's records."""

    def __init__(self) -> None:
        super().__init__(file_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path of the folder. Fails for one among the records."""
        folder = Path(os.fsdecode(super().convert(value, param, ctx)))
        if among_records(folder):
            self.fail(AMONG_RECORDS.format(value), param, ctx)
        return folder


def _or_own(_context: click.Context, _option: click.Parameter, value: Path | None) -> Path:
    return value or project.ROOT / "content"


CONTENT = click.option(
    "--content",
    type=click.Path(file_okay=False, path_type=Path),
    callback=_or_own,
    help="Thư mục bản ghi; mặc định là content/ của dự án.",
)
