"""Files are written whole, several all or none: whatever fails, and at whichever step."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from giaoban.writing import write, write_all


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "urls.txt").write_bytes(b"/\n/hop/\n")
    (tmp_path / "redirects.yml").write_bytes(b"/a/: /\n")
    return tmp_path


def _failing(monkeypatch: pytest.MonkeyPatch, at: int, error: BaseException) -> Callable[[], int]:
    """Make the call with number ``at`` of all that touch the disk fail; gives how many there were."""
    calls = count(1)
    seen = 0

    def wrap(real: Callable[..., object]) -> Callable[..., object]:
        def step(*args: object, **kwargs: object) -> object:
            nonlocal seen
            seen = next(calls)
            if seen == at:
                raise error
            return real(*args, **kwargs)

        return step

    for owner, name in (
        (os, "fsync"),
        (os, "link"),
        (Path, "replace"),
        (Path, "mkdir"),
        (Path, "open"),
        (Path, "chmod"),
    ):
        monkeypatch.setattr(owner, name, wrap(getattr(owner, name)))
    return lambda: seen


def _each_failure(error: BaseException, work: Callable[[], None], folder: Path) -> Iterator[tuple[int, bool]]:
    """Do some work again and again, each time with another step failing, until none does."""
    for at in count(1):
        with pytest.MonkeyPatch.context() as patch:
            steps = _failing(patch, at, error)
            try:
                work()
                failed = False
            except type(error):
                failed = True
        yield at, failed
        if steps() < at:
            return


@pytest.mark.parametrize(
    "error", [OSError(errno.ENOSPC, "full"), OSError(errno.EROFS, "read-only"), KeyboardInterrupt()]
)
def test_whatever_step_fails_all_files_are_new_or_all_are_old(folder: Path, error: BaseException) -> None:
    before = tree(folder)
    wanted = {
        folder / "urls.txt": b"/new/\n",
        folder / "redirects.yml": b"new",
        folder / "leaders" / "deep" / "a.yml": b"id: a",
    }
    outcomes = []
    for at, failed in _each_failure(error, lambda: write_all(wanted), folder):
        after = tree(folder)
        if after == before:
            assert failed, f"step {at}"
            assert not (folder / "leaders").exists()
        else:
            assert after == before | {str(p.relative_to(folder)): data for p, data in wanted.items()}, f"step {at}"
            for name, data in before.items():
                (folder / name).write_bytes(data)
            shutil.rmtree(folder / "leaders")
        outcomes.append(failed)
    assert sum(outcomes) > 8
    assert not outcomes[-1]


def test_an_interruption_at_any_step_takes_back_new_files(folder: Path) -> None:
    before = tree(folder)
    wanted = {folder / "leaders" / name: name.encode() for name in ("a.yml", "b.yml", "c.yml")}

    def work() -> None:
        write_all(wanted, new=True)

    def unlinking(at: int) -> bool:
        """Interrupt where the n-th name is taken away, also after all is done."""
        real, calls = Path.unlink, count(1)

        def unlink(path: Path, missing_ok: bool = False) -> None:
            if next(calls) == at:
                raise KeyboardInterrupt
            real(path, missing_ok=missing_ok)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Path, "unlink", unlink)
            try:
                work()
            except KeyboardInterrupt:
                return True
        return False

    def old_or_new() -> None:
        after = {name: data for name, data in tree(folder).items() if not name.rpartition("/")[2].startswith(".")}
        assert after in (before, before | {str(p.relative_to(folder)): data for p, data in wanted.items()})
        shutil.rmtree(folder / "leaders", ignore_errors=True)

    for _ in _each_failure(KeyboardInterrupt(), work, folder):
        old_or_new()
    for at in count(1):
        is_interrupted = unlinking(at)
        old_or_new()
        if not is_interrupted:
            break


def test_what_is_only_replaced_stays_when_another_file_cannot_go(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = tree(folder)

    def refuse(path: Path, missing_ok: bool = False) -> None:
        raise PermissionError(errno.EACCES, "no", str(path))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(PermissionError):
            write_all({folder / "urls.txt": b"new"}, gone=[folder / "redirects.yml"])
    assert {name: data for name, data in tree(folder).items() if not name.startswith(".")} == before


def test_a_new_file_takes_no_other_files_place(folder: Path) -> None:
    before = tree(folder)
    with pytest.raises(FileExistsError):
        write_all({folder / "a.yml": b"a", folder / "urls.txt": b"lost"}, new=True)
    assert tree(folder) == before
    write_all({folder / "a.yml": b"a", folder / "b" / "b.yml": b"b"}, new=True)
    assert tree(folder) == before | {"a.yml": b"a", "b/b.yml": b"b"}


def test_a_file_keeps_its_permissions(folder: Path) -> None:
    (folder / "urls.txt").chmod(0o664)
    write(folder / "urls.txt", b"x")
    assert (folder / "urls.txt").stat().st_mode & 0o777 == 0o664


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that cannot be caught")
@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_kill_leaves_the_old_file_or_the_new(folder: Path, step: str) -> None:
    for after in (False, True):
        code = f"""
import os, pathlib, signal
from giaoban.writing import write
real = {step}
def killed(*args):
    {"real(*args)" if after else "pass"}
    os.kill(os.getpid(), signal.SIGKILL)
{step} = killed
write(pathlib.Path({str(folder / "urls.txt")!r}), b"/new/" * 9999)
"""
        done = subprocess.run([sys.executable, "-c", code], check=False)
        assert done.returncode == -signal.SIGKILL
        assert (folder / "urls.txt").read_bytes() in (b"/\n/hop/\n", b"/new/" * 9999)
        assert {p.name for p in folder.iterdir() if not p.name.startswith(".")} == {"urls.txt", "redirects.yml"}
