"""The command ``giaoban``: thin words over the library. Editors read it, so it speaks Vietnamese."""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from giaoban import project
from giaoban.bootstrap import stay_in_own_project
from giaoban.findings import has_errors
from giaoban.review.usage import CONTENT, OutputFolder, VietnameseGroup
from giaoban.streams import speak_utf8
from giaoban.writing import unreachable

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from giaoban.build.pipeline import Outcome
    from giaoban.build.settings import Options

# A build shows so many warnings of each rule; thousands would take longer to print than most edits to build.
_MOST_OF_A_RULE = 10
_FOLDER = click.Path(file_okay=False, path_type=Path)
_WEB_ARCHIVE = "warc"


# Commands whose tables or libraries take a moment to load are imported only when they are asked for.
_ELSEWHERE = {
    "check": ("giaoban.review.command", "check_command"),
    "correct": ("giaoban.editing.command", "correct_command"),
    "diff": ("giaoban.review.command", "diff_command"),
    "draft": ("giaoban.editing.draft_command", "draft_command"),
    "editor": ("giaoban.review.command", "editor_command"),
    "explain": ("giaoban.review.command", "explain_command"),
    "fix": ("giaoban.mending.command", "fix_command"),
    "keep-source": ("giaoban.sources.command", "keep_source_command"),
    "merge": ("giaoban.editing.command", "merge_command"),
    "new": ("giaoban.editing.adding", "new_command"),
    "publish": ("giaoban.publishing.command", "publish_command"),
    "rename": ("giaoban.editing.command", "rename_command"),
    "review": ("giaoban.editing.review_command", "review_command"),
    "schemas": ("giaoban.review.command", "schemas_command"),
    "serve": ("giaoban.preview.serve", "serve_command"),
    "verify-sources": ("giaoban.sources.command", "verify_sources_command"),
    "withdraw": ("giaoban.editing.command", "withdraw_command"),
}


class _Commands(VietnameseGroup):
    """The commands by name."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command; what it and click itself say is UTF-8."""
        speak_utf8()
        stay_in_own_project()
        return super().main(*args, **kwargs)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names in order."""
        return sorted([*super().list_commands(ctx), *_ELSEWHERE])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """A command by its name."""
        if cmd_name in _ELSEWHERE:
            module, name = _ELSEWHERE[cmd_name]
            command: click.Command = getattr(importlib.import_module(module), name)
            return command
        return super().get_command(ctx, cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Giao ban: kho lưu trữ công khai các cuộc họp giao ban, sơ kết, tổng kết."""


@main.command()
@CONTENT
@click.option("--json", "as_json", is_flag=True, help="In một đối tượng JSON.")
def coverage(content: Path, as_json: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Cho biết kho có gì và còn thiếu gì: kỳ của từng chuỗi, năm và cấp, tỉnh, văn bản, ngày, nguồn."""
    import json

    from giaoban.archive.reader import Reader
    from giaoban.review.command import examine_content, print_findings
    from giaoban.views.pages.coverage import as_data, as_text

    found, findings = examine_content(content, project.ROOT)
    if found is None or has_errors(findings):
        print_findings(findings, content, "text", "vi", lists_incomplete=False)
        sys.exit(1)
    reader = Reader(found.answers)
    click.echo(json.dumps(as_data(reader), ensure_ascii=False, indent=1) if as_json else as_text(reader), nl=as_json)


@main.command()
@CONTENT
@click.option(
    "--build", "target", type=OutputFolder(), default=None, help="Nơi để kết quả; mặc định là build/ của dự án."
)
@click.option("--site-url", envvar="SITE_URL", default=None, help="Địa chỉ chính thức; mặc định lấy trong mkdocs.yml.")
@click.option(
    "--serve", is_flag=True, help="Dựng xong thì mở trang xem thử trên máy này, dựng lại mỗi khi bản ghi đổi."
)
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="Cổng của trang xem thử.")
@click.option("--verify", is_flag=True, help="So từng byte của mọi tệp trang với lúc dựng, khác thì dựng lại.")
@click.option("--data", is_flag=True, help="Làm cả bộ dữ liệu trọn kho ở trang Dữ liệu, như khi công bố.")
@click.option(
    "--gate",
    "is_gated",
    is_flag=True,
    help="Soát cả trang trước khi thay bản cũ, và viết báo cáo build/reports/index.html, như khi công bố.",
)
def build(
    content: Path,
    target: Path | None,
    site_url: str | None,
    serve: bool,  # noqa: FBT001 - click passes flags by name
    port: int,
    verify: bool,  # noqa: FBT001 - click passes flags by name
    data: bool,  # noqa: FBT001
    is_gated: bool,  # noqa: FBT001
) -> None:
    """Dựng kho thành trang tĩnh trong build/site. Có lỗi thì bản tốt gần nhất vẫn giữ nguyên."""
    from giaoban.build.settings import Options, SettingsError, canonical

    try:
        address = canonical(project.ROOT, site_url)
    except SettingsError as error:
        raise click.ClickException(str(error)) from None
    options = Options(project.ROOT, content, target or project.ROOT / "build", address, data=data)
    if serve and is_gated:
        raise click.UsageError("--gate soát một lần dựng, không đi cùng --serve")
    if serve:
        from giaoban.preview.serve import run

        run(options, port, verify=verify)
    elif is_gated:
        from giaoban.inspection.gate import build_gated

        sys.exit(0 if build_gated(options, _reported, verify=verify) else 1)
    else:
        from giaoban.build import pipeline
        from giaoban.build.session import Session

        session = Session(options)
        outcome = _reported(lambda say: pipeline.build(options, say, session, verify=verify), options)
        sys.exit(0 if outcome and outcome.published else 1)


@main.command()
@click.option("--to", type=OutputFolder(), required=True, help="Thư mục nhận các tệp; tệp cũ cùng tên được thay.")
@click.option(
    "--format",
    "formats",
    type=click.Choice(["sqlite", "csv", "jsonl", "jsonld", _WEB_ARCHIVE]),
    multiple=True,
    help=f"Chỉ làm dạng này, dùng được nhiều lần; mặc định là mọi dạng dữ liệu. {_WEB_ARCHIVE}: cả trang đã dựng, cho thư viện.",
)
@CONTENT
@click.option("--site-url", envvar="SITE_URL", default=None, help="Địa chỉ chính thức; mặc định lấy trong mkdocs.yml.")
def export(to: Path, formats: tuple[str, ...], content: Path, site_url: str | None) -> None:
    """Xuất cả kho thành dữ liệu: SQLite, CSV kèm datapackage.json, JSON Lines, JSON-LD; bản nén .gz ở bên cạnh.

    Dạng warc chỉ làm khi được gọi tên: cả trang đã dựng trong một tệp, để thư viện lưu giữ.
    """
    if _WEB_ARCHIVE in formats:
        _export_site(to, site_url)
        formats = tuple(one for one in formats if one != _WEB_ARCHIVE)
        if not formats:
            return
    from giaoban.build.errors import BuildError, reason
    from giaoban.build.exporting import export
    from giaoban.build.settings import SettingsError, canonical
    from giaoban.dataset.writing import FORMATS, DatasetError
    from giaoban.review.command import print_findings

    own = project.ROOT / "content"
    if not content.is_dir():
        raise click.UsageError(f"không có thư mục {content}")
    try:
        keep = content.resolve() == own.resolve()
        found = export(content, project.ROOT, canonical(project.ROOT, site_url), to, formats or FORMATS, keep=keep)
    except (SettingsError, DatasetError) as error:
        raise click.ClickException(str(error)) from None
    except (BuildError, OSError) as error:
        raise click.ClickException(f"không xuất được: {reason(error)}") from None
    if has_errors(list(found.findings)):
        print_findings(list(found.findings), content, "text", "vi", lists_incomplete=False)
        sys.exit(1)
    size = sum(file.size for file in found.files)
    click.echo(f"Đã xuất {len(found.files)} tệp ({size / 1e6:.1f} MB) vào {to}.")


def _export_site(to: Path, site_url: str | None) -> None:
    """Write the built site as a web archive."""
    from giaoban.build.settings import SettingsError, canonical
    from giaoban.publishing import web_archive
    from giaoban.publishing.site import BuiltSite, PublishError

    try:
        site = BuiltSite(project.ROOT / "build")
        count = web_archive.write(site, canonical(project.ROOT, site_url), to)
    except (PublishError, SettingsError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"không ghi được: {unreachable(error)}") from None
    size = (to / web_archive.FILE).stat().st_size
    click.echo(f"Đã xuất trang: {count} tệp ({size / 1e6:.1f} MB) vào {to / web_archive.FILE}.")


@main.command()
def urls() -> None:
    """Ghi mọi địa chỉ đang có vào sổ địa chỉ (content/urls.txt). Địa chỉ đã ghi thì không được mất nữa."""
    from giaoban.build.examine import examine
    from giaoban.build.ledger import LedgerError, items_of, record

    try:
        found = examine(project.ROOT / "content", project.ROOT, keep=True)
        new = record(project.ROOT / "content", found.addresses, items_of(found.archive.cards.values()))
    except LedgerError as error:
        raise click.ClickException("\n".join(f.format("content/") for f in error.findings)) from None
    except OSError as error:
        raise click.ClickException(f"không ghi được sổ địa chỉ: {unreachable(error)}") from None
    click.echo(f"Thêm {new} địa chỉ vào content/urls.txt." if new else "Sổ địa chỉ đã đủ.")


@main.command()
@click.argument("query", nargs=-1, required=True, metavar="CHỮ…")
@click.option("--site", type=_FOLDER, default=None, help="Thư mục trang đã dựng; mặc định là build/site của dự án.")
@click.option("--json", "as_json", is_flag=True, help="In JSON: id, url, kind, title, score của từng kết quả.")
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Nhiều nhất bấy nhiêu kết quả."
)
def search(query: tuple[str, ...], site: Path | None, as_json: bool, limit: int) -> None:  # noqa: FBT001 - click passes flags by name
    """Tìm như ô tìm của trang: có dấu hay không, số văn bản, "cụm nguyên văn", -chữ bỏ, tỉnh:…, năm:…, văn bản:…."""
    from giaoban.search.command import run

    sys.exit(run(" ".join(query), site or project.ROOT / "build" / "site", limit, as_json=as_json))


def program(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command as a program, and end the process at once.

    Python would first free every object of the archive one by one, which at ten thousand meetings takes half a second. Nor
    does it look for garbage: what a command reads lives as long as the command.
    """
    gc.disable()
    code: object = 0
    try:
        main(arguments, prog_name="giaoban")
    except SystemExit as end:
        code = end.code
        if isinstance(code, str):
            click.echo(code, err=True)
            code = 1
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):
                stream.flush()
        _end_children()
        # Within the block, since the frames that hold the archive live as long as this exception.
        os._exit(code if isinstance(code, int) else 0)
    sys.exit(0)


def _end_children() -> None:
    """End the processes that share the work of a command which was interrupted: alone, they would hold the lock of the build."""
    if processes := sys.modules.get("multiprocessing.process"):
        for child in processes.active_children():
            child.kill()


def _reported(build: Callable[[Callable[[str], None]], Outcome], options: Options) -> Outcome | None:
    """Build and tell what happened; None when the build could not be done."""
    from giaoban.build.errors import BuildError, reason
    from giaoban.preview.builds import short_path

    began = time.perf_counter()
    try:
        outcome = build(lambda text: click.echo(f"… {text}"))
    except (BuildError, OSError) as error:
        click.echo(f"Không dựng được: {reason(error)}", err=True)
        return None
    if outcome.findings:
        from giaoban.review.command import print_findings

        print_findings(outcome.findings, options.content, "text", "vi", lists_incomplete=False, most=_MOST_OF_A_RULE)
    seconds = time.perf_counter() - began
    if outcome.published:
        click.echo(
            f"Xong sau {seconds:.1f} giây: {outcome.files} tệp bản ghi (đọc lại {outcome.read}), "
            f"{outcome.outputs} tệp trang (dựng lại {outcome.made}) trong {short_path(options.build / 'site')}"
        )
    else:
        click.echo("Chưa dựng: hãy sửa các lỗi trên. Bản tốt gần nhất vẫn giữ nguyên.", err=True)
    return outcome
