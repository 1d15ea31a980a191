"""From a fresh machine to a running builder: make ``.venv``, install just what the lock file says, start the command.

Only the standard library is used here, and nothing of the package that needs more.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

from giaoban.streams import speak_utf8

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
LOCKS = {"build": ROOT / "scripts" / "requirements.lock", "test": ROOT / "scripts" / "requirements-test.lock"}


def run(needs: str, command: list[str], package: str = "giaoban") -> None:
    """Install what is needed (``needs``: a key of `LOCKS`), then become ``python -m PACKAGE COMMAND …`` inside ``.venv``.

    Any package in ``scripts`` will do: the editable installation puts that folder on the path.
    """
    speak_utf8()
    if sys.version_info < (3, 11):  # noqa: UP036 - this very line is what tells an older Python so
        sys.exit(f"Giao ban cần Python 3.11 trở lên; đây là {sys.version.split()[0]}.")
    python = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
    if not (python.exists() and _read_stamp(_stamp(needs)) == _fingerprint(needs)):
        try:
            _install(python, needs)
        except KeyboardInterrupt:
            sys.exit("Đã dừng khi đang cài đặt. Chạy lại để cài tiếp.")
    arguments = [str(python), "-m", package, *command]
    if os.name == "nt":
        sys.exit(subprocess.run(arguments, check=False).returncode)
    sys.stdout.flush()
    os.execv(arguments[0], arguments)  # noqa: S606 - our own interpreter


def stay_in_own_project() -> None:
    """Where a copied folder's command was started, become that of the copy; else return.

    The command in a copied ``.venv`` starts the interpreter, and finds the package, of the folder it was copied from.
    """
    for home in (Path(sys.argv[0]).absolute().parent.parent, Path(sys.prefix)):
        scripts = home.parent / "scripts"
        if home.name != VENV.name or home.parent.resolve() == ROOT or not (scripts / "giaoban" / "cli.py").is_file():
            continue
        python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
        arguments = [str(python), "-m", "giaoban", *sys.argv[1:]]
        path = os.pathsep.join(filter(None, [str(scripts), os.environ.get("PYTHONPATH")]))
        environment = {**os.environ, "PYTHONPATH": path}
        if os.name == "nt":
            sys.exit(subprocess.run(arguments, env=environment, check=False).returncode)
        os.execve(arguments[0], arguments, environment)  # noqa: S606 - our own interpreter


def _stamp(needs: str) -> Path:
    """The file that says which lock file was installed whole; gone while an installation is under way."""
    return VENV / f"installed-{needs}"


def _fingerprint(needs: str) -> str:
    """What an installation depends on. A virtual environment holds absolute paths, so where it stands counts too."""
    parts = (str(ROOT).encode(), str(sys.implementation.cache_tag).encode(), (ROOT / "pyproject.toml").read_bytes())
    return hashlib.sha256(b"\0".join([*parts, LOCKS[needs].read_bytes()])).hexdigest()


def _read_stamp(stamp: Path) -> str:
    try:
        return stamp.read_text(encoding="utf-8")
    except OSError:
        return ""


def _install(python: Path, needs: str) -> None:
    print(f"Cài đặt vào .venv theo {LOCKS[needs].name} (chỉ lần đầu, chừng một phút)…", flush=True)
    for name in LOCKS:
        _stamp(name).unlink(missing_ok=True)
    if not python.exists() or not _works(python):
        shutil.rmtree(VENV, ignore_errors=True)
        _run_or_exit(
            [sys.executable, "-m", "venv", str(VENV)],
            "Không tạo được .venv. Trên Debian hay Ubuntu, hãy cài gói python3-venv rồi chạy lại.",
        )
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet"]
    offline = "Không cài được các gói. Kiểm tra mạng và kho gói (pip), rồi chạy lại: việc đã xong không phải làm lại."
    _run_or_exit(
        [*pip, "install", "--require-hashes", "--only-binary", ":all:", "--no-deps", "-r", str(LOCKS[needs])], offline
    )
    _run_or_exit([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)], offline)
    # The lock of the tests holds all of the builder's, at the same versions.
    for name in LOCKS if needs == "test" else [needs]:
        _stamp(name).write_text(_fingerprint(name), encoding="utf-8")


def _works(python: Path) -> bool:
    check = f"import sys, pip; sys.exit(sys.version_info[:2] != {sys.version_info[:2]!r})"
    return subprocess.run([str(python), "-c", check], capture_output=True, check=False).returncode == 0


def _run_or_exit(command: list[str], otherwise: str) -> None:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        sys.exit(otherwise)
