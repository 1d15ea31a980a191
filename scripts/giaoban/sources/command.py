"""The commands ``keep-source`` and ``verify-sources``: the web is asked for a page, an archive of the web for a snapshot of it.

A lack of network is an answer, never an error. A key stands in its place among the others of its source; everything else in the
file stays as it is.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from giaoban import vietnamese, writing
from giaoban.check import clock
from giaoban.check.problem import mappings
from giaoban.drafting import intake, web_page
from giaoban.findings import Finding, Mending
from giaoban.mending.fix import apply_mendings
from giaoban.records import files
from giaoban.records.files import SourceFile
from giaoban.records.load import ParsedFile, parse_file, read_what_can_be
from giaoban.records.marks import YamlPath
from giaoban.records.model import Source, key_order
from giaoban.review import text
from giaoban.review.selection import files_of
from giaoban.review.usage import CONTENT
from giaoban.sources import web
from giaoban.sources.web import Availability


def digest_of_words(data: bytes) -> str | None:
    """SHA-256 (hexadecimal) of the words of an article, a page's boilerplate left out; None for what is no text.

    Blanks, line ends, invisible characters and the form of letters do not count: the same article saved twice is the same.
    """
    text, _ = intake.decode("", data)
    if text is None:
        return None
    words = web_page.read(text).text if web_page.is_html(text) else text
    return hashlib.sha256(" ".join(vietnamese.clean(words).split()).encode()).hexdigest()


_ARCHIVE = "https://web.archive.org"


@click.command("keep-source")
@click.argument("record", type=click.Path(path_type=Path), metavar="TỆP")
@click.option("--source", "number", default=None, help="Số của nguồn, như s2; mặc định là mọi nguồn có địa chỉ.")
@click.option("--from", "article", default=None, help="Tệp bài báo đã đọc, hoặc “-”; không có thì lấy trang từ mạng.")
@click.option(
    "--archive", default=_ARCHIVE, show_default=True, help="Kho lưu trữ mạng để nhờ chụp trang; để trống thì không nhờ."
)
@CONTENT
def keep_source_command(record: Path, number: str | None, article: str | None, archive: str, content: Path) -> None:
    """Ghi ngày đọc và mã băm của bài đã dùng vào nguồn của một bản ghi, và nhờ kho lưu trữ chụp trang nếu có mạng."""
    found = files_of(content, (record,))
    source = files.read(content, found[0]) if len(found) == 1 else None
    document = _document(source) if isinstance(source, files.SourceFile) else None
    if not isinstance(source, files.SourceFile) or document is None:
        raise click.UsageError(f"{record} không phải một bản ghi đọc được: xem giaoban check")
    every = [(str(one.get("id")), at, one) for at, one in sources_of(document)]
    named = [one for one in every if (one[0] == number if number else one[2].get("url"))]
    if number and not named:
        listed = ", ".join(key for key, _, _ in every) or "không có nguồn nào"
        raise click.UsageError(f"bản ghi không có nguồn {number}; các nguồn có: {listed}")
    if article and len(named) != 1:
        raise click.UsageError("--from là bài của một nguồn: ghi rõ nguồn nào ở --source")
    if not named:
        raise click.ClickException(f"không nguồn nào của {source.path} có địa chỉ: ghi url, hoặc --source cùng --from")
    given = _digest_of_article(article)
    data = source.data
    said = []
    for key, at, one in named:
        kept = _kept(str(one.get("url") or ""), given, archive)
        if kept:
            data = with_keys(files.SourceFile(source.path, source.kind, data), at, kept)
        said.append(f"{key}: {_result_in_words(kept)}")
    if data != source.data:
        writing.write(content / source.path, data)
    click.echo("\n".join(said))


def _digest_of_article(article: str | None) -> str | None:
    """The digest of the article that an editor hands in. Raises `click.UsageError` for what is none."""
    if article is None:
        return None
    given, findings = intake.read_article(article)
    if given is None:
        raise click.UsageError(f"--from: {findings[0].message}")
    return digest_of_words(given.encode())


def _kept(address: str, given: str | None, archive: str) -> dict[str, str]:
    answer = web.fetch(address) if address and given is None else None
    digest = given or (digest_of_words(answer.data) if answer and answer.state == "here" else None)
    archived = web.snapshot(address, archive) if address and archive else None
    read = {"accessed": clock.today().isoformat(), "sha256": digest} if digest else {}
    return {**read, **({"archived": archived} if archived else {})}


def _result_in_words(kept: dict[str, str]) -> str:
    if not kept:
        return "không lấy được trang, cũng không có bản lưu; chạy lại khi có mạng, hoặc đưa bài đã đọc bằng --from"
    said = [f"ngày đọc {kept['accessed']}, mã băm {kept['sha256'][:12]}…"] if "sha256" in kept else []
    return "đã ghi " + "; ".join([*said, f"bản lưu {kept['archived']}" if "archived" in kept else "chưa có bản lưu"])


def _document(source: files.SourceFile) -> ParsedFile | None:
    try:
        document = read_what_can_be(source)
    except UnicodeDecodeError:
        return None
    return document if document.is_whole and not document.marked.faults else None


@click.command("verify-sources")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[TỆP]…")
@CONTENT
def verify_sources_command(paths: tuple[Path, ...], content: Path) -> None:
    """Xem trang nguồn nào đã mất hay đã khác bài từng đọc. Không có mạng thì nói vậy; lệnh không bao giờ báo thất bại."""
    places: list[tuple[str, tuple[int, int], dict[str, str]]] = []
    for file in files_of(content, paths):
        source = files.read(content, file)
        document = _document(source) if isinstance(source, files.SourceFile) else None
        if document:
            found = [(at, one) for at, one in sources_of(document) if isinstance(one.get("url"), str)]
            places += [(file.path, document.marked.place((*at, "url")), one) for at, one in found]
    asked = web.fetch_all(one["url"] for _, _, one in places)
    if asked.lost:
        tried = f"{len(asked.answers)} trang đầu, mỗi trang ở một máy chủ, đều không hỏi được"
        click.echo(f"Không có mạng ({asked.lost}): {tried}. Có mạng thì chạy lại.")
        return
    counts: Counter[str] = Counter()
    for path, place, one in places:
        answer = asked.answers[one["url"]]
        state = _state(one, answer)
        counts[state] += 1
        if state in _NOTED:
            message, hint = _NOTED[state]
            hint = hint if one.get("archived") is None else f"{hint}; bản lưu: {one['archived']}"
            finding = Finding(
                path, *place, "warning", f"source-{state}", f"{message} ({answer.why or one['url']})", hint
            )
            click.echo(finding.format(text.folder(content)))
    said = (("here", "trang còn đó"), ("gone", "đã mất"), ("changed", "đã khác"), ("unreachable", "không hỏi được"))
    click.echo(f"{', '.join(f'{counts[state]} {words}' for state, words in said)}.")


_NOTED = {
    "gone": ("trang nguồn không còn", "tìm bản lưu (giaoban keep-source) hoặc nguồn khác kể cùng việc"),
    "changed": (
        "trang nguồn khác bài từng đọc",
        "đọc lại bài; nội dung đổi thì xem lại bản ghi, rồi giaoban keep-source",
    ),
}


def _state(source: dict[str, str], answer: Availability) -> str:
    if answer.state != "here" or not source.get("sha256"):
        return answer.state
    return "here" if digest_of_words(answer.data) == source["sha256"] else "changed"


def sources_of(document: ParsedFile) -> Iterator[tuple[YamlPath, dict[str, str]]]:
    """Every source of a file with its path in the YAML, in the order of the file."""
    found = [(path, mapping) for path, mapping in mappings(document.marked.value) if path[-2:-1] == ("sources",)]
    yield from sorted(found, key=lambda one: document.marked.place(one[0]))


def with_keys(file: SourceFile, at: YamlPath, values: Mapping[str, str]) -> bytes:
    """The bytes of a file whose source at ``at`` has some keys, plain words all. Raises what `parse_file` raises."""
    text = file.data.decode("utf-8-sig")
    is_dos = "\r\n" in text
    text = text.replace("\r\n", "\n")
    for key, value in values.items():
        document = parse_file(SourceFile(file.path, file.kind, text.encode()))
        text = apply_mendings(text, [_mending(document, text, at, key, value)])
    return (text.replace("\n", "\r\n") if is_dos else text).encode()


def _mending(document: ParsedFile, text: str, at: YamlPath, key: str, value: str) -> Mending:
    marked, order = document.marked, [*key_order(Source)]
    source = marked.value
    for part in at:
        source = source[part]
    if source.get(key) is not None:
        place, written = marked.written((*at, key))
        return Mending(*place, written, value)
    before = [
        name for name in source if name in order and order.index(name) < order.index(key) and source[name] is not None
    ]
    (line, column), written = marked.written((*at, max(before, key=order.index)))
    lines = text.split("\n")
    start = marked.place(at)
    if lines[start[0] - 1][start[1] - 1 : start[1]] == "{":
        *_, last = written.split("\n")
        end = column + len(written) if last == written else len(last) + 1
        return Mending(line + written.count("\n"), end, "", f", {key}: {_in_brackets(value)}")
    line += written.rstrip("\n ").count("\n")
    return Mending(line, len(lines[line - 1]) + 1, "", f"\n{' ' * (start[1] - 1)}{key}: {value}")


def _in_brackets(value: str) -> str:
    return f'"{value}"' if ":" in value else value
