"""Publication into an object store (S3 and what speaks like it): every publication under a prefix of its own, and one pointer.

``publications/<number>/`` holds the files of one publication and is never changed once it is whole: a CDN may keep what is in
it for ever. ``publications/<number>.sha256`` has a checksum of each file; ``publications/<number>.json`` says what it holds, and
is written last. ``current.json`` names the one that readers see. It is replaced only if it still is what it was when the
publication began, so of two publishers the later one gives up, and nothing is ever locked. A killed publisher leaves files
that nobody sees; publishing the same site again goes on with them.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import msgspec
import obstore
from obstore.exceptions import AlreadyExistsError, BaseError, PreconditionError
from obstore.store import ObjectStore, from_url

from giaoban import headers
from giaoban.publishing.refusals import meaning
from giaoban.publishing.site import BuiltSite, Contents, PublishError, gzipped, staying

T = TypeVar("T")

POINTER = "current.json"
_PLACE = "publications"
_AT_ONCE = 16
_TRIES = 20
_FOR_EVER = "s-maxage=31536000"


class Pointer(msgspec.Struct):
    """What `POINTER` says: the number of the publication that readers see, and the path at which its files begin."""

    publication: int
    path: str


class Upload(msgspec.Struct, frozen=True):
    """One object: its key below the prefix of a publication, its bytes, and what it is sent with."""

    file: str
    data: bytes
    attributes: dict[str, str]

    @property
    def tag(self) -> str:
        """The entity tag that a store gives to an object that came in one piece."""
        return f'"{hashlib.md5(self.data, usedforsecurity=False).hexdigest()}"'


def open_store(url: str) -> ObjectStore:
    """The store at ``s3://bucket/prefix``; keys, region and endpoint come from the environment (``AWS_…``).

    Raises `PublishError`.
    """
    try:
        return from_url(url)
    except (BaseError, ValueError) as error:
        raise PublishError(f"không mở được {url}: {meaning(error)}") from None


def publish(site: BuiltSite, store: ObjectStore, keep: int, *, compress: bool = False) -> tuple[int, int]:
    """Publish a site; returns the publication's number and how many files were uploaded. Raises `PublishError`.

    ``keep``: how many publications stay, at least 1. ``compress``: send text files compressed with gzip.
    """
    with _as_publish_errors():
        return _publish(site, store, keep, compress=compress)


def roll_back(store: ObjectStore) -> int:
    """Let readers see the publication before the one they see; returns its number. Raises `PublishError`."""
    with _as_publish_errors():
        pointer, tag = _pointer(store)
        earlier = [n for n in _complete_publications(store) if pointer and n < pointer.publication]
        if not earlier:
            raise PublishError("ở đó không có lần công bố nào trước lần đang dùng")
        _switch(store, earlier[-1], tag)
        return earlier[-1]


def _publish(site: BuiltSite, store: ObjectStore, keep: int, *, compress: bool) -> tuple[int, int]:
    pointer, tag = _pointer(store)
    before = _contents(store, pointer.publication) if pointer else None
    contents = Contents({file: site.digest(file) for file in site.files}, staying(before, site.files))
    contents.site = _digest([repr(sorted(contents.files.items())), repr(compress)])
    contents.sent = _digest([repr(headers.KEPT), headers.ASK, repr(compress), *map(headers.type_of, site.files)])
    number = _claim(store, contents.site, pointer.publication if pointer else 0)
    uploaded = _fill(
        site, store, number, (pointer.publication, before) if pointer and before else None, contents, compress
    )
    obstore.put(store, f"{_PLACE}/{number}.sha256", site.checksums(str(number)))
    obstore.put(store, f"{_PLACE}/{number}.json", msgspec.json.encode(contents))
    _switch(store, number, tag)
    reached = [n for n in _complete_publications(store) if pointer and n <= pointer.publication]
    for old in set(_numbers(store)) - {number, *reached[max(0, len(reached) - keep + 1) :]}:
        if old < number:
            _remove(store, old)
    return number, uploaded


def _claim(store: ObjectStore, site: str, current: int) -> int:
    """The number of a publication that nobody else has, or of one of the same site that was cut short."""
    for _ in range(_TRIES):
        numbers = _numbers(store)
        for number in numbers:
            if number > current and _get(store, f"{_PLACE}/{number}.claim")[0] == site.encode():
                return number
        number = max([current, *numbers]) + 1
        try:
            obstore.put(store, f"{_PLACE}/{number}.claim", site.encode(), mode="create")
        except AlreadyExistsError:
            continue
        return number
    raise PublishError("có nhiều lần công bố khác đang chạy; hãy đợi chúng xong")


def _fill(
    site: BuiltSite,
    store: ObjectStore,
    number: int,
    before: tuple[int, Contents] | None,
    contents: Contents,
    compress: bool,  # noqa: FBT001
) -> int:
    """Bring all files of a publication to their places; returns how many were uploaded, and not already there or copied."""
    place = f"{_PLACE}/{number}/"
    there = {item["path"]: item["e_tag"] for item in _list_objects(store, place)}
    same = set()
    old = ""
    if before is not None:
        old = f"{_PLACE}/{before[0]}/"
        if before[1].sent == contents.sent:
            same = {file for file, digest in contents.files.items() if before[1].files.get(file) == digest}

    def bring(file: str) -> int:
        if file in same and f"{place}{file}" in there:
            return 0
        if file in same and _copy_object(store, f"{old}{file}", f"{place}{file}"):
            return 0
        one = upload_of(file, site.read(file), compress=compress, cache=_FOR_EVER)
        if there.get(f"{place}{file}") == one.tag:
            return 0
        obstore.put(store, f"{place}{file}", one.data, attributes=one.attributes)
        return 1

    for file in contents.left:
        _copy_object(store, f"{old}{file}", f"{place}{file}")
    return sum(_at_once(bring, site.files))


def upload_of(file: str, data: bytes, *, compress: bool, cache: str = "") -> Upload:
    """A file as an object. ``cache``: the directive for a CDN, beside that for browsers."""
    small = gzipped(file, data) if compress else None
    attributes = {
        "Content-Type": headers.type_of(file),
        "Cache-Control": ", ".join(filter(None, [headers.cache_control(file), cache])),
    }
    if small is not None:
        attributes["Content-Encoding"] = "gzip"
    return Upload(file, data if small is None else small, attributes)


def _at_once(work: Callable[[str], T], files: Sequence[str]) -> list[T]:
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        return list(pool.map(work, files))


def _copy_object(store: ObjectStore, source: str, target: str) -> bool:
    """Whether an object could be copied within the store: then none of its bytes pass through here."""
    try:
        obstore.copy(store, source, target)
    except FileNotFoundError:
        return False
    return True


def _pointer(store: ObjectStore) -> tuple[Pointer | None, str | None]:
    data, tag = _get(store, POINTER)
    if data is None:
        return None, None
    try:
        return msgspec.json.decode(data, type=Pointer), tag
    except (msgspec.DecodeError, ValueError):
        raise PublishError(f"{POINTER} không do giaoban publish ghi; hãy chọn nơi khác hoặc xóa nó") from None


def _switch(store: ObjectStore, number: int, tag: str | None) -> None:
    """Let readers see a publication, if they still see the one that ``tag`` stands for."""
    data = msgspec.json.encode(Pointer(number, f"/{_PLACE}/{number}"))
    attributes = {"Content-Type": headers.type_of(POINTER), "Cache-Control": headers.ASK}
    try:
        obstore.put(store, POINTER, data, attributes=attributes, mode={"e_tag": tag} if tag else "create")
    except (AlreadyExistsError, PreconditionError):
        raise PublishError("trong lúc ấy đã có một lần công bố khác; nếu vẫn cần, hãy chạy lại") from None


def _contents(store: ObjectStore, number: int) -> Contents | None:
    data, _ = _get(store, f"{_PLACE}/{number}.json")
    try:
        return msgspec.json.decode(data, type=Contents) if data is not None else None
    except (msgspec.DecodeError, ValueError):
        return None


def _get(store: ObjectStore, key: str) -> tuple[bytes | None, str | None]:
    """An object's bytes and entity tag; nothing where there is none."""
    try:
        found = obstore.get(store, key)
    except FileNotFoundError:
        return None, None
    return bytes(found.bytes()), found.meta["e_tag"]


def _list_objects(store: ObjectStore, prefix: str) -> Iterable[Any]:
    for batch in obstore.list(store, prefix.removesuffix("/")):
        yield from (item for item in batch if item["path"].startswith(prefix))


def _publication_numbers(store: ObjectStore, ending: str) -> list[int]:
    names = [item["path"] for item in obstore.list_with_delimiter(store, _PLACE)["objects"]]
    found = [name.removeprefix(f"{_PLACE}/").removesuffix(ending) for name in names if name.endswith(ending)]
    return sorted(int(name) for name in found if name.isascii() and name.isdecimal())


def _numbers(store: ObjectStore) -> list[int]:
    """The numbers of all publications, also of those that were cut short."""
    return _publication_numbers(store, ".claim")


def _complete_publications(store: ObjectStore) -> list[int]:
    """The numbers of the publications that came to their end."""
    return _publication_numbers(store, ".json")


def _remove(store: ObjectStore, number: int) -> None:
    """Remove a publication: what makes it one first, its number last."""
    _delete(store, [f"{_PLACE}/{number}.json"])
    _delete(
        store, [f"{_PLACE}/{number}.sha256", *(item["path"] for item in _list_objects(store, f"{_PLACE}/{number}/"))]
    )
    _delete(store, [f"{_PLACE}/{number}.claim"])


def _delete(store: ObjectStore, keys: list[str]) -> None:
    if keys:
        try:
            obstore.delete(store, keys)
        except FileNotFoundError:
            return


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()


@contextlib.contextmanager
def _as_publish_errors() -> Iterator[None]:
    """What a store says becomes a `PublishError`."""
    try:
        yield
    except (BaseError, FileNotFoundError) as error:
        raise PublishError(meaning(error)) from None
