"""The command ``giaoban publish``. Publishers read what it says, in Vietnamese."""

from __future__ import annotations

from pathlib import Path

import click

from giaoban import project
from giaoban.publishing import folder, servers
from giaoban.publishing.site import BuiltSite, PublishError
from giaoban.review.usage import AMONG_RECORDS, among_records
from giaoban.writing import unreachable

_FOLDER = click.Path(file_okay=False, path_type=Path)
_REMOTE = "s3://"


@click.command("publish")
@click.option(
    "--to",
    metavar="FOLDER|s3://BUCKET/PREFIX",
    help="Thư mục công bố (máy chủ web lấy current ở đó làm gốc), hay kho S3.",
)
@click.option(
    "--build", "source", type=_FOLDER, default=None, help="Nơi có kết quả dựng; mặc định là build/ của dự án."
)
@click.option(
    "--keep", type=click.IntRange(1, 1000), default=folder.KEPT, show_default=True, help="Giữ bấy nhiêu lần công bố."
)
@click.option("--compress", is_flag=True, help="Nén sẵn tệp chữ: .gz và .br bên cạnh; trong kho S3 thì gửi dạng gzip.")
@click.option("--rollback", is_flag=True, help="Không công bố mà trở lại lần công bố trước.")
@click.option(
    "--headers",
    "server",
    type=click.Choice(tuple(servers.SERVERS)),
    help="Chỉ in phần cấu hình cho máy chủ ấy, với mọi header.",
)
def publish_command(
    to: str | None,
    source: Path | None,
    keep: int,
    compress: bool,  # noqa: FBT001 - click passes flags by name
    rollback: bool,  # noqa: FBT001
    server: str | None,
) -> None:
    """Công bố trang đã dựng, hoặc trở lại lần công bố trước. Người đọc luôn thấy một bản trọn vẹn."""
    if server:
        click.echo(servers.SERVERS[server](), nl=False)
        return
    if not to:
        raise click.UsageError("cần --to: nơi công bố")
    _check(to)
    try:
        if rollback:
            number = _rolled_back(to)
            click.echo(f"Đã trở lại lần công bố {number} trong {to}.")
        else:
            site = BuiltSite(source or project.ROOT / "build")
            number, written = _published(site, to, keep, compress=compress)
            click.echo(f"Lần công bố {number}: {len(site.files)} tệp (ghi mới {written}) trong {to}.")
    except PublishError as error:
        raise click.ClickException(f"Chưa công bố: {error}.") from None
    except OSError as error:
        raise click.ClickException(f"Chưa công bố: {unreachable(error)}.") from None


def _check(to: str) -> None:
    """Raises `click.UsageError` for a place where nothing can be published."""
    if (scheme := to.partition("://")[0]) != to:
        if not to.startswith(_REMOTE):
            raise click.UsageError(f"--to: chưa biết công bố vào {scheme}://; hãy dùng một thư mục hay {_REMOTE}")
        if to == _REMOTE:
            raise click.UsageError(f"--to: thiếu tên kho; viết {_REMOTE}<kho>/<thư mục>")
    elif Path(to).is_file():
        raise click.UsageError(f"--to: “{to}” là một tệp, cần một thư mục")
    elif among_records(Path(to)):
        raise click.UsageError(f"--to: {AMONG_RECORDS.format(to)}")


def _published(site: BuiltSite, to: str, keep: int, *, compress: bool) -> tuple[int, int]:
    if not to.startswith(_REMOTE):
        return folder.publish(site, Path(to), keep, compress=compress)
    from giaoban.publishing import bucket

    return bucket.publish(site, bucket.open_store(to), keep, compress=compress)


def _rolled_back(to: str) -> int:
    if not to.startswith(_REMOTE):
        return folder.roll_back(Path(to))
    from giaoban.publishing import bucket

    return bucket.roll_back(bucket.open_store(to))
