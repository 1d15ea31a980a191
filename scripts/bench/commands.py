"""The command line of ``scripts/bench.py``. Its help is in Vietnamese, as that of ``giaoban``; its tables are in English."""

from __future__ import annotations

from pathlib import Path

import click

from bench.extraction import SETS

ROOT = Path(__file__).resolve().parents[2]
_FOLDER = click.Path(file_okay=False, path_type=Path)
_RECORDS = click.option(
    "--records", type=click.IntRange(1, 200_000), default=1000, show_default=True, help="Số cuộc họp."
)
_SEED = click.option(
    "--seed", type=int, default=1, show_default=True, help="Hạt giống: cùng hạt giống thì cùng một kho."
)
_KEEP = click.option("--keep", type=_FOLDER, default=None, help="Giữ kho giả lập và trang đã dựng ở thư mục này.")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def main() -> None:
    """Đo trình dựng trên một kho giả lập."""


@main.command()
@_RECORDS
@_SEED
@_KEEP
@click.option("--sizes", default=None, metavar="1000,3000,…", help="Chỉ dựng lạnh, lần lượt với các cỡ kho này.")
@click.option(
    "--beside", type=click.Choice(["hugo", "mkdocs"]), multiple=True, help="Đo thêm trình dựng này, trên cùng bản ghi."
)
def build(records: int, seed: int, keep: Path | None, sizes: str | None, beside: tuple[str, ...]) -> None:
    """Dựng lạnh, không sửa gì, sửa hay thêm một bản ghi, CI, xem thử: thời gian, bộ nhớ, số tệp."""
    from bench.building import rows, scaling

    if sizes is None:
        rows.run(ROOT, records, seed, keep, beside)
    elif keep or beside:
        raise click.UsageError("--sizes không đi cùng --keep hay --beside.")
    else:
        scaling.run(ROOT, _numbers(sizes), seed)


def _numbers(text: str) -> list[int]:
    try:
        found = [int(part) for part in text.split(",")]
    except ValueError:
        found = []
    if not found or min(found) < 1:
        raise click.BadParameter(f"“{text}” không phải những số dương cách nhau bằng dấu phẩy.", param_hint="--sizes")
    return found


@main.command()
@_RECORDS
@_SEED
@_KEEP
@click.option("--alone", is_flag=True, help="Chỉ đo tìm kiếm của kho, không đo Pagefind và Material bên cạnh.")
@click.option("--slow", is_flag=True, help="Đo thêm trên đường truyền 4G chậm giả lập.")
def search(
    records: int,
    seed: int,
    keep: Path | None,
    alone: bool,  # noqa: FBT001 - click passes flags by name
    slow: bool,  # noqa: FBT001
) -> None:
    """Lập chỉ mục, rồi hỏi trong trình duyệt thật: số byte, số lượt tải, thời gian tới kết quả đầu tiên."""
    from bench.search.report import run

    run(ROOT, records, seed, keep, alone=alone, slow=slow)


@main.command()
@click.option("--sources", type=_FOLDER, default=None, help="Thư mục bài báo gốc, nếu có; không nằm trong dự án.")
@click.option("--set", "which", type=click.Choice(SETS), default=None, help="Chỉ một bộ mẫu.")
def extraction(sources: Path | None, which: str | None) -> None:
    """Đo bản nháp trên các bộ bài báo mẫu: trích dẫn, người, ngày, kỳ, tỉnh và các trường khác."""
    from bench.extraction import run

    run(ROOT, which, sources)


@main.command()
@click.option("--site", type=_FOLDER, default=None, help="Thư mục trang đã dựng; mặc định là build/site của dự án.")
@click.option("--wrong", is_flag=True, help="Nêu từng câu hỏi chưa đúng (trừ nửa không được xem).")
def relevance(site: Path | None, wrong: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Hỏi các bộ câu hỏi mẫu tests/gold: câu trả lời đúng đứng đầu, trong năm câu đầu."""
    from bench.relevance import run

    run(ROOT, site or ROOT / "build" / "site", wrong=wrong)
