"""Which commit this publication was made from, by which version of the builder, and what that consists of."""

from __future__ import annotations

from giaoban.archive.reader import Reader
from giaoban.views.values import View, head

_ADDRESS = "phien-ban/"
_TITLE = "Phiên bản"


class VersionView(View, frozen=True, kw_only=True):
    """The commit with its day in Vietnam (both empty where git does not know them), and where it can be seen.

    Nothing of it stands on any other page: a commit that changes no record changes this page alone.
    """

    commit: str
    day: str
    repository: str
    builder: str


def keys(reader: Reader) -> tuple[str, ...]:  # noqa: ARG001 - there is always one
    """One page."""
    return ("",)


def address(key: str) -> str:  # noqa: ARG001
    """``phien-ban/``."""
    return _ADDRESS


def view(reader: Reader, key: str) -> VersionView:  # noqa: ARG001
    """The page of the version; ``commit`` and ``day`` are empty where the site was built without git."""
    what = "Bản công bố này được dựng từ commit nào, bằng phiên bản nào của trình dựng, từ những gói phần mềm nào."
    return VersionView(
        head=head(_ADDRESS, "list", _TITLE, what),
        commit=reader.setting("commit"),
        day=reader.setting("commit_day"),
        repository=reader.setting("repository"),
        builder=reader.setting("builder"),
    )
