"""New records by command: what is asked, what is filled in and created, and what is said of a wrong answer."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from conftest import ROOT, files
from repositories import git

from giaoban.build.examine import examine
from giaoban.editing.prompts import NEW

Run = Callable[..., Result]
ADDED = {
    "leader": (["--name", "Trần  Văn Mới", "--other-names", "Ba Mới"], {
        "leaders/tran-van-moi.yml": "id: tran-van-moi\nname: Trần Văn Mới\nother_names: [Ba Mới]\n"}),
    "organization": (["--name", "Ban Tổ chức Tỉnh ủy Lai Châu"], {
        "organizations/ban-to-chuc-tinh-uy-lai-chau.yml": "id: ban-to-chuc-tinh-uy-lai-chau\nname: Ban Tổ chức Tỉnh ủy Lai Châu\n"
        "province: lai-chau\n"}),
    "resolution": (["--symbol", "18-CT/TU", "--issuer", "Tỉnh ủy Đồng Tháp", "--term", "2015-2020",
                    "--source-title", "Bài: một"], {
        "resolutions/ct-18-tu-dong-thap-2015-2020.yml": "id: ct-18-tu-dong-thap-2015-2020\nsymbol: 18-CT/TU\ntype: Chỉ thị\n"
        'issuer: tinh-uy-dong-thap\nprovince: dong-thap\nterm: 2015-2020\nsources:\n  - id: s1\n    title: "Bài: một"\n'}),
    "briefing": (
        ["--series", "trung-uong-hang-thang", "--date", "2018-12-03", "--period", "2018-12", "--chair", "phạm minh chính",
         "--chair", "Lê Thị Chưa Có", "--province", "Điện Biên", "--topics", "cong-tac-can-bo", "--source-publisher", "Báo A"],
        {"briefings/2018/2018-12-03-giao-ban-thang-12-2018.md": "---\nid: 2018-12-03-giao-ban-thang-12-2018\n"
         "title: Giao ban công tác tổ chức xây dựng Đảng tháng 12-2018 toàn ngành\nkind: briefing\nlevel: central\n"
         "series: trung-uong-hang-thang\ndate: 2018-12-03\nperiod: 2018-12\nhost: ban-to-chuc-trung-uong\npeople:\n"
         "  - leader: pham-minh-chinh\n    part: chair\n  - leader: le-thi-chua-co\n    part: chair\nprovinces:\n"
         "  - province: dien-bien\ntopics: [cong-tac-can-bo]\nsources:\n  - id: s1\n    publisher: Báo A\n---\n",
         "leaders/le-thi-chua-co.yml": "id: le-thi-chua-co\nname: Lê Thị Chưa Có\n"}),
    "topic": (["--name", "Chuyển đổi số", "--scope", "Ứng dụng công nghệ số."], {
        "topics.yml": "\n  - id: chuyen-doi-so\n    name: Chuyển đổi số\n    scope: Ứng dụng công nghệ số.\n"}),
    "indicator": (["--name", "Thẻ đảng viên đã đổi", "--units", "thẻ", "--scope", "Số thẻ đã đổi."], {
        "indicators.yml": "\n  - id: the-dang-vien-da-doi\n    name: Thẻ đảng viên đã đổi\n    units: [thẻ]\n"
        "    scope: Số thẻ đã đổi.\n"}),
    "series": (
        ["--name", "Giao ban quý của Sơn La", "--level", "cấp tỉnh", "--rhythm", "hằng quý", "--scope", "Giao ban.",
         "--host", "Ban Tổ chức Tỉnh ủy Sơn La"],
        {"series.yml": "\n  - id: giao-ban-quy-cua-son-la\n    name: Giao ban quý của Sơn La\n    level: province\n"
         "    rhythm: quarterly\n"
         "    host: ban-to-chuc-tinh-uy-son-la\n    scope: Giao ban.\n",
         "organizations/ban-to-chuc-tinh-uy-son-la.yml": "id: ban-to-chuc-tinh-uy-son-la\nname: Ban Tổ chức Tỉnh ủy Sơn La\n"
         "province: son-la\n"}),
}  # fmt: skip


def test_every_kind_has_an_example() -> None:
    assert sorted(ADDED) == sorted(NEW)


@pytest.mark.parametrize("kind", NEW)
def test_a_record_from_options(archive: Path, run: Run, kind: str) -> None:
    arguments, wanted = ADDED[kind]
    before = files(archive)
    result = run("new", kind, *arguments)
    assert result.exit_code == 0, result.output
    after = files(archive)
    assert {path for path in after if after[path] != before.get(path)} - {"urls.txt"} == set(wanted)
    for path, text in wanted.items():
        assert after[path].decode() == (before[path].decode().rstrip("\n") if path in before else "") + text
    found = examine(archive, ROOT, keep=False)
    assert [f.format() for f in found.findings if f.severity == "error"] == []
    assert found.addresses <= set((archive / "urls.txt").read_text("utf-8").split())
    git(archive.parent, "checkout", "-q", "--no-overlay", "HEAD", "--", "content")
    assert files(archive) == before


def test_answers_are_asked_for_until_they_are_right(archive: Path, run: Run) -> None:
    answers = [
        ("series", ""), ("date", "29/3/2019"), ("date", "2019-03-29"), ("kind", "sơ kết"), ("level", "xã"), ("level", "cấp tỉnh"),
        ("time", ""), ("period", "2019-33"), ("host", "Ban Tổ chức Tỉnh ủy Sơn La"), ("create", "y"),
        ("chair", "Trần Văn Mới; Thái Bảo"), ("create", "n"), ("chair", "Trần Văn Mới; ai-do"), ("create", "y"),
        ("chair", "Thái Bảo"), ("province", ""), ("topics", "bầu cử"), ("publisher", ""), ("title", ""),
        ("title", "Bài"), ("url", "x"), ("url", ""),
        ("published", ""), ("title of the meeting", ""), ("id", "Mã Sai"), ("id", ""),
    ]  # fmt: skip
    result = run("new", "briefing", given="".join(f"{answer}\n" for _, answer in answers))
    assert result.exit_code == 0, result.output
    for said in (
        "viết năm trước: 2019-03-29", "không có “xã”. Chọn một: central (Trung ương)",
        "Chưa có cơ quan “Ban Tổ chức Tỉnh ủy Sơn La”. Tạo mới?",
        "Cần có điều này", "cần địa chỉ mạng bắt đầu bằng http", "“Mã Sai” không phải mã hợp lệ",
    ):  # fmt: skip
        assert said in result.output, (said, result.output)
    text = (archive / "briefings/2019/2019-03-29-son-la-so-ket-quy-1-2019.md").read_text("utf-8")
    assert (
        "title: Sơ kết công tác tổ chức xây dựng Đảng quý I-2019 của Sơn La\nkind: interim-review\nlevel: province\n"
        in text
    )
    assert "- leader: thai-bao\n" in text
    assert "topics: [bau-cu]\n" in text
    assert not (archive / "leaders/tran-van-moi.yml").exists()


@pytest.mark.parametrize(
    ("call", "said"),
    [
        (("leader", "--name", "Thái Bảo"), "đã có lãnh đạo mang mã “thai-bao”; nếu là một lãnh đạo khác thì thêm --id"),
        (("leader", "--name", "Trần Mới", "--id", "Trần"), "không phải mã hợp lệ"),
        (
            ("resolution", "--type", "Nghi quyet", "--source-title", "x", "--issuer", "tinh-uy-x"),
            "không có cơ quan “tinh-uy-x”",
        ),
        (("resolution", "--type", "Luật lệ", "--source-title", "x"), "Chọn một: Nghị quyết, Chỉ thị"),
        (
            ("resolution", "--symbol", "1-CT/TU", "--province", "Đồng Tháp", "--source-title", "x"),
            "dong-thap, dong-thap-2025",
        ),
        (
            ("briefing", "--series", "trung-uong", "--date", "2019", "--source-title", "x"),
            "không có chuỗi cuộc họp “trung-uong”",
        ),
        (("briefing", "--date", "hôm qua"), "Ngày: "),
        (("topic", "--name", "Bầu cử", "--scope", "X."), "đã có chủ đề mang mã “bau-cu”"),
    ],
    ids=str,
)
def test_what_cannot_be_added_is_told_and_nothing_changes(
    archive: Path, run: Run, call: tuple[str, ...], said: str
) -> None:
    before = files(archive)
    result = run("new", *call)
    assert result.exit_code == 1
    assert said in result.output
    assert files(archive) == before


def test_an_interrupted_command_writes_nothing(archive: Path, run: Run) -> None:
    before = files(archive)
    result = run("new", "leader", given="")
    assert (result.exit_code, "Đã dừng" in result.output) == (1, True)
    assert files(archive) == before
