"""The command ``giaoban publish``. Publishers read what it says, in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import click

from giaoban.publishing.folder import CURRENT, KEPT, publish, roll_back
from giaoban.publishing.site import PublishError, Site
from giaoban.writing import unreachable

ROOT = Path(__file__).resolve().parents[3]
_FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command("publish")
@click.option("--to", type=_FOLDER, required=True, help="Thư mục công bố; máy chủ web lấy thư mục con current làm gốc.")
@click.option(
    "--build", "source", type=_FOLDER, default=None, help="Nơi có kết quả dựng; mặc định là build/ của dự án."
)
@click.option(
    "--keep", type=click.IntRange(1, 1000), default=KEPT, show_default=True, help="Giữ bấy nhiêu lần công bố."
)
@click.option("--rollback", is_flag=True, help="Không công bố mới mà trở lại lần công bố trước.")
def publish_command(to: Path, source: Path | None, keep: int, rollback: bool) -> None:  # noqa: FBT001 - click passes flags by name
    """Công bố trang đã dựng vào một thư mục, hoặc trở lại lần công bố trước. Người đọc luôn thấy một bản trọn vẹn."""
    try:
        if rollback:
            number = roll_back(to)
            click.echo(f"Đã trở lại lần công bố {number} trong {to / CURRENT}.")
        else:
            site = Site(source or ROOT / "build")
            number, written = publish(site, to, keep)
            click.echo(f"Lần công bố {number}: {len(site.files)} tệp (ghi mới {written}) trong {to / CURRENT}.")
    except PublishError as error:
        raise click.ClickException(f"Chưa công bố: {error}.") from None
    except OSError as error:
        raise click.ClickException(f"Chưa công bố: {unreachable(error)}.") from None
