"""Records that come and go, and all that is no record: the site after a warm build is that of a cold one."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from mutations import Change, Changes
from plain_content import Content, Group, groups
from trials import EVERY, Trial, difference, made_once, quick_folder

# A province comes with its unit, and a unit with its page: `test_what_only_changes_together`.
ALONE = [group for group in groups() if group.name not in {"province", "unit"}]
KINDS = [group for group in groups() if group.kind]


@pytest.fixture(scope="module")
def content() -> Content:
    return Content.read(EVERY)


@pytest.fixture(scope="module")
def trial(content: Content) -> Iterator[Trial]:
    with quick_folder() as folder, made_once():
        trial = Trial(folder, content)
        assert trial.build().published
        yield trial


@pytest.fixture
def at_first(trial: Trial, content: Content) -> Iterator[Trial]:
    """The archive as it is, built; and so again after the test."""
    before = trial.site()
    yield trial
    trial.change_to(content.files())
    assert trial.build().published
    assert difference(trial.site(), before) == []


def tried(trial: Trial, changes: Iterator[Change]) -> Change:
    """The first of some changes that the check lets pass, built warm and cold."""
    refused = []
    for change in changes:
        trial.change_to(change.make())
        outcome = trial.build()
        if outcome.published:
            assert trial.stale() == [], change.where
            return change
        refused.append((change.where, [f.format() for f in outcome.findings if f.severity == "error"]))
    pytest.fail(f"nothing was valid: {refused}")


@pytest.mark.parametrize("group", ALONE, ids=lambda group: group.name)
def test_a_record_comes(group: Group, at_first: Trial, content: Content) -> None:
    before = at_first.site()
    tried(at_first, Changes(content).added(group))
    # An organization that nothing names is nowhere shown.
    assert (at_first.site() != before) is (group.name != "organization")


@pytest.mark.parametrize("group", groups(), ids=lambda group: group.name)
def test_a_record_goes(group: Group, at_first: Trial, content: Content) -> None:
    before = at_first.site()
    tried(at_first, Changes(content).removed(group))
    assert at_first.site() != before


def test_every_meeting_goes_or_is_withdrawn(at_first: Trial, content: Content) -> None:
    changes = Changes(content)
    (meetings,) = (group for group in KINDS if group.name == "briefing")
    valid = 0
    for change in [*changes.removed(meetings), *changes.withdrawn()]:
        at_first.change_to(change.make())
        if at_first.build().published:
            valid += 1
            assert at_first.stale() == [], change.where
    assert valid > 8


def test_every_file_of_lists_goes(at_first: Trial, content: Content) -> None:
    """Most are needed; then the site stays what it was."""
    before = at_first.site()
    for file in sorted({group.file for group in groups() if group.file}):
        at_first.change_to({name: data for name, data in content.files().items() if name != file})
        if at_first.build().published:
            assert at_first.stale() == []
        else:
            assert difference(at_first.site(), before) == []


def replaced(content: Content, file: str, *pairs: tuple[str, str]) -> dict[str, bytes]:
    text = content.files()[file].decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new, 1)
    return content.files() | {file: text.encode()}


def with_value(content: Content, edit: Callable[[Content], None]) -> dict[str, bytes]:
    changed = content.copy()
    edit(changed)
    return changed.files()


def merger_undone(content: Content) -> None:
    """What no field can do alone: both ends of a merger change together."""
    units = {unit["id"]: unit for unit in content.values["provinces.yml"]["units"]}
    del units["nui-trang"]["merged_into"]
    units["song-may-2025"]["formed_from"].remove("nui-trang")


def merger_a_day_later(content: Content) -> None:
    units = {unit["id"]: unit for unit in content.values["provinces.yml"]["units"]}
    units["nui-trang"]["valid_to"] = units["song-may"]["valid_to"] = "2025-07-01"
    units["song-may-2025"]["valid_from"] = "2025-07-02"


def province_comes(content: Content) -> None:
    provinces = content.values["provinces.yml"]
    provinces["pages"].append({"id": "rung-moi", "name": "Rừng Mới"})
    unit = {
        "id": "rung-moi",
        "page": "rung-moi",
        "name": "Rừng Mới",
        "kind": "tỉnh",
        "code": "909",
        "region": "Biển Mẫu",
    }
    provinces["units"].append(unit)


def era_comes(content: Content) -> None:
    """Another unit of a name that is there."""
    (old,) = (unit for unit in content.values["provinces.yml"]["units"] if unit["id"] == "con-cu")
    new = old | {"id": "con-cu-2020", "valid_from": "2020-01-01", "valid_to": "2021-01-01"}
    content.values["provinces.yml"]["units"].append(new)


@pytest.mark.parametrize("edit", [merger_undone, merger_a_day_later, province_comes, era_comes])
def test_what_only_changes_together(edit: Callable[[Content], None], at_first: Trial, content: Content) -> None:
    before = at_first.site()
    at_first.change_to(with_value(content, edit))
    outcome = at_first.build()
    assert outcome.published, [finding.format() for finding in outcome.findings]
    assert at_first.site() != before
    assert at_first.stale() == []


MENTIONING = "briefings/2023/2023-10-20-hop-bat-thuong.md"


@pytest.mark.parametrize(
    "mention",
    [
        "Nguyễn Văn Hư Cấu",
        "Quy định số 904-QĐ/TW",
        "Đầm Sen",
        "Hội nghị Trung ương 3 khóa XC",
        "Lê Giả Định",
        "123-NQ/TW",
    ],
)
def test_a_mention_comes_and_goes(mention: str, at_first: Trial, content: Content) -> None:
    before = at_first.site()
    changed = content.copy()
    changed.bodies[MENTIONING] += f"\nViệc này có {mention} được nêu.\n"
    at_first.change_to(changed.files())
    assert at_first.build().published
    assert at_first.site() != before
    assert at_first.stale() == []


def test_a_mention_changes_its_meaning_with_the_record_that_it_names(at_first: Trial, content: Content) -> None:
    """What linking looked up and did not find is a question too."""
    mentioning = content.copy()
    mentioning.bodies[MENTIONING] += "\nPhạm Thị Chưa Có và Nghị quyết số 777-NQ/TW được nêu.\n"
    at_first.change_to(mentioning.files())
    assert at_first.build().published
    page = "hop/2023-10-20-hop-bat-thuong/index.html"
    assert b"pham-thi-chua-co" not in at_first.site()[page]
    new = mentioning.copy()
    new.values["leaders/pham-thi-chua-co.yml"] = {"id": "pham-thi-chua-co", "name": "Phạm Thị Chưa Có"}
    new.values["resolutions/nq-777-tw.yml"] = {
        "id": "nq-777-tw", "symbol": "777-NQ/TW", "type": "Nghị quyết", "date": "2022-01-05",
        "sources": [{"id": "s1", "title": "Bài hư cấu"}],
    }  # fmt: skip
    at_first.change_to(new.files())
    assert at_first.build().published
    assert b"/lanh-dao/pham-thi-chua-co/" in at_first.site()[page]
    assert b"/van-ban/nq-777-tw/" in at_first.site()[page]
    assert at_first.stale() == []
    at_first.change_to(mentioning.files())
    assert at_first.build().published
    assert b"pham-thi-chua-co" not in at_first.site()[page]
    assert at_first.stale() == []


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("redirects.yml", "# Trang", "/hop/cu/: /hop/\n# Trang"),
        ("redirects.yml", "/hop/2024-10-15-giao-ban-thang-10-2024/", "/hop/"),
        ("urls.txt", "/hop/\n", "/hop/\n/van-ban/\n"),
    ],
)
def test_the_ledger_changes(file: str, old: str, new: str, at_first: Trial, content: Content) -> None:
    at_first.change_to(replaced(content, file, (old, new)))
    assert at_first.build().published
    assert at_first.stale() == []


@pytest.mark.parametrize("gone", ["redirects.yml", "urls.txt"])
def test_a_file_of_the_ledger_goes(gone: str, at_first: Trial, content: Content) -> None:
    kept = {name: data for name, data in content.files().items() if name != gone}
    at_first.change_to(kept if gone == "urls.txt" else kept | {"urls.txt": b"/\n"})
    assert at_first.build().published
    assert at_first.stale() == []


def test_a_written_page_changes_comes_and_goes(at_first: Trial, content: Content) -> None:
    page = "pages/gioi-thieu.md"
    at_first.change_to(replaced(content, page, ("hư cấu;", "bịa;")))
    assert at_first.build().published
    assert "bịa" in at_first.site()["gioi-thieu/index.html"].decode()
    assert at_first.stale() == []
    at_first.change_to(
        content.files()
        | {"pages/huong-dan.md": "---\ntitle: Hướng dẫn\ndescription: Cách ghi.\n---\n\nMới.\n".encode()}
    )
    assert at_first.build().published
    assert "huong-dan/index.html" in at_first.site()
    assert at_first.stale() == []
    at_first.change_to({name: data for name, data in content.files().items() if name != page})
    assert at_first.build().published
    assert "gioi-thieu/index.html" not in at_first.site()
    assert at_first.stale() == []
