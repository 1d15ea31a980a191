"""Why a build cannot go on for a reason that is not in the records."""

from __future__ import annotations

from giaoban.writing import unreachable


class BuildError(Exception):
    """The site cannot be built; the message (Vietnamese) says why."""


def reason(error: BaseException) -> str:
    """What an error that ended a build is to an editor, in one sentence without a full stop."""
    if isinstance(error, BuildError):
        return str(error)
    if isinstance(error, NotADirectoryError | FileNotFoundError):
        return f"không có thư mục {error.filename or error}"
    if isinstance(error, OSError):
        return unreachable(error)
    first = next(iter(str(error).splitlines()), "")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
