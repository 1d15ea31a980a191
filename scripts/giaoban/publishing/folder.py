"""Publication into a folder: every publication whole in a folder of its own, and one link, ``current``, to what readers see.

``publications/`` holds the last ones by number, beside each what it holds (``<number>.json``), and a checksum of each file
(``<number>.sha256``, for ``sha256sum -c`` there). A new one is written under
another name, forced to the disk and renamed, and then the link is replaced in one rename: a web server whose root is
``current`` finds the old site or the new one at any address, and a kill at any moment leaves the link where it was. Files with
the same bytes as in the publication before are hard links to them. Publications above ``current`` are what a kill or a rollback
left: readers do not see them, the next one removes them.
"""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from giaoban.publishing.site import BuiltSite, Contents, PublishError, staying, variants
from giaoban.writing import force_names

CURRENT = "current"
KEPT = 5
"""How many publications stay by default, the one that readers see included."""
_PARTIAL = ".new"
_LINK = ".current"


def publish(site: BuiltSite, to: Path, keep: int = KEPT, *, compress: bool = False) -> tuple[int, int]:
    """Publish a site into a folder, which is made if need be; returns the publication's number and how many files were written.

    ``keep``: how many publications stay, at least 1. ``compress``: put ``.gz`` and ``.br`` beside text files.
    Raises `PublishError` and `OSError`; readers then see what they saw before.
    """
    with _alone(to):
        publications = to / "publications"
        publications.mkdir(exist_ok=True)
        before = _current(to)
        number = max([*_numbers(publications), before or 0]) + 1
        partial = publications / _PARTIAL
        _remove(partial)
        try:
            held = _contents(publications, before) if before else None
            contents = Contents({file: site.digest(file) for file in site.files}, staying(held, site.files))
            written = _fill(
                site, partial, publications / str(before) if before else None, contents.left, compress=compress
            )
            for ending, data in ((".json", msgspec.json.encode(contents)), (".sha256", site.checksums(str(number)))):
                (publications / f"{number}{ending}").unlink(missing_ok=True)
                _write(publications / f"{number}{ending}", data)
            partial.rename(publications / str(number))
        except BaseException:
            with contextlib.suppress(OSError):
                _remove(partial)
            raise
        force_names(publications)
        _switch(to, number)
        reached = [n for n in _numbers(publications) if n <= (before or 0)]
        kept = {number, *reached[max(0, len(reached) - keep + 1) :]}
        for old in set(_numbers(publications)) - kept:
            # What cannot be removed now is removed by the next publication.
            with contextlib.suppress(OSError):
                shutil.rmtree(publications / str(old))
        for path in publications.glob("*.*"):
            if path.suffix in {".json", ".sha256"} and path.stem not in map(str, kept):
                with contextlib.suppress(OSError):
                    path.unlink()
        return number, written


def roll_back(to: Path) -> int:
    """Let readers see the publication before the one they see; returns its number. Raises `PublishError` and `OSError`."""
    if not to.is_dir():
        raise PublishError(f"không có thư mục {to}")
    with _alone(to):
        now = _current(to)
        earlier = [n for n in _numbers(to / "publications") if now is not None and n < now]
        if not earlier:
            raise PublishError(f"trong {to} không có lần công bố nào trước lần đang dùng")
        _switch(to, earlier[-1])
        return earlier[-1]


def _contents(publications: Path, number: int) -> Contents | None:
    """What a publication holds; None where nothing says so: then none of its files stay."""
    try:
        return msgspec.json.decode((publications / f"{number}.json").read_bytes(), type=Contents)
    except (OSError, msgspec.DecodeError, ValueError):
        return None


def _fill(site: BuiltSite, target: Path, before: Path | None, left: Iterable[str], *, compress: bool) -> int:
    """Write all files of a site into a new folder; returns how many are not shared with the publication before.

    ``left``: files of the publication before that stay, though the site has them no more.
    """
    written = 0
    folders = {target}
    target.mkdir()
    for file in site.files:
        data, path = site.read(file), target / file
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.update(p for p in path.parents if p.is_relative_to(target))
        is_same = before is not None and _shared(before / file, path, data)
        if not is_same:
            _write(path, data)
            written += 1
        if compress and not (is_same and before is not None and _shared_variants(before / file, path)):
            for ending, small in variants(file, data).items():
                _write(path.with_name(path.name + ending), small)
    for file in left:
        assert before
        path = target / file
        path.parent.mkdir(parents=True, exist_ok=True)
        folders.update(p for p in path.parents if p.is_relative_to(target))
        with contextlib.suppress(OSError):  # one that was taken away by hand
            if _shared(before / file, path, (before / file).read_bytes()) and compress:
                _shared_variants(before / file, path)
    for folder in folders:
        force_names(folder)
    return written


def _write(path: Path, data: bytes) -> None:
    with path.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _shared_variants(old: Path, new: Path) -> bool:
    """Whether the compressed files beside an old file could be given second names beside a new one with the same bytes."""
    done: list[Path] = []
    for ending in (".gz", ".br"):
        one, other = (path.with_name(path.name + ending) for path in (old, new))
        try:
            if one.is_symlink():
                raise FileExistsError(one)
            os.link(one, other)
        except OSError:
            for path in done:
                path.unlink()
            return False
        done.append(other)
    return True


def _shared(old: Path, new: Path, data: bytes) -> bool:
    """Whether an old file has these bytes and could be given a second name."""
    try:
        if old.is_symlink() or old.read_bytes() != data:
            return False
        os.link(old, new)
    except OSError:  # no such file, or a file system without links
        return False
    return True


def _current(to: Path) -> int | None:
    """The number of the publication that readers see; None where there is none yet."""
    link = to / CURRENT
    if not os.path.lexists(link):
        return None
    number = link.readlink().name if link.is_symlink() else ""
    if not (number.isascii() and number.isdecimal() and (to / "publications" / number).is_dir()):
        raise PublishError(f"{link} không phải là liên kết tới một lần công bố; hãy chọn thư mục khác hoặc dời nó đi")
    return int(number)


def _numbers(publications: Path) -> list[int]:
    """The numbers of all publications, in order."""
    return sorted(int(p.name) for p in publications.iterdir() if p.name.isascii() and p.name.isdecimal())


def _switch(to: Path, number: int) -> None:
    link = to / _LINK
    link.unlink(missing_ok=True)
    link.symlink_to(Path("publications", str(number)), target_is_directory=True)
    link.replace(to / CURRENT)
    force_names(to)


def _remove(tree: Path) -> None:
    if tree.exists():
        shutil.rmtree(tree)


@contextlib.contextmanager
def _alone(to: Path) -> Iterator[None]:
    """Keep other publishers out of a folder until this one is done; a killed one keeps nobody out."""
    to.mkdir(parents=True, exist_ok=True)
    with (to / ".lock").open("ab") as stream:
        try:
            import fcntl
        except ImportError:  # no such lock on Windows
            yield
            return
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EACCES):
                raise
            raise PublishError(f"đang có một lần công bố khác vào {to}; hãy đợi nó xong") from None
        yield
