"""Typical mistakes of editors, made in real records: the edit, the rule that must speak, and the words that lead out of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

B = "briefings/2018/2018-10-29-giao-ban-thang-11-2018.md"
Q = "briefings/2024/2024-03-26-quang-tri-giao-ban-quy-1-2024.md"
L = "leaders/truong-thi-mai.yml"
R = "resolutions/kh-126-tu-dong-thap.yml"
N = "resolutions/qd-50-tw-k13.yml"
U, P, S, T, X = "provinces.yml", "plenums.yml", "series.yml", "topics.yml", "indicators.yml"
BODY = "organizations/bo-chinh-tri.yml"

Do = Callable[[Path], None]


@dataclass(frozen=True)
class Mistake:
    """One mistake. ``words``: what message and hint must say, or its place; ``never``: what they must not; ``also``: rules that speak up with it."""

    what: str
    do: Do
    rule: str
    words: tuple[str, ...]
    also: frozenset[str] = field(default=frozenset())
    never: tuple[str, ...] = ()


def edit(path: str, *pairs: tuple[str, str]) -> Do:
    """Replace the first place of each text."""

    def do(content: Path) -> None:
        file = content / path
        text = file.read_text("utf-8")
        for old, new in pairs:
            assert old in text, (path, old)
            text = text.replace(old, new, 1)
        file.write_text(text, "utf-8")

    return do


def move(path: str, to: str) -> Do:
    return lambda content: void((content / path).replace(content / to))


def copy(path: str, to: str, *pairs: tuple[str, str]) -> Do:
    def do(content: Path) -> None:
        (content / to).write_bytes((content / path).read_bytes())
        if pairs:
            edit(to, *pairs)(content)

    return do


def write(path: str, text: str) -> Do:
    return lambda content: void((content / path).write_text(text, "utf-8"))


def append(path: str, text: str) -> Do:
    def do(content: Path) -> None:
        file = content / path
        file.write_text(file.read_text("utf-8").rstrip("\n") + "\n" + text, "utf-8")

    return do


def remove(path: str) -> Do:
    return lambda content: (content / path).unlink()


def both(*steps: Do) -> Do:
    return lambda content: void([step(content) for step in steps])


def void(_: object) -> None:
    return None


def m(what: str, do: Do, rule: str, *words: str, also: tuple[str, ...] = (), never: tuple[str, ...] = ()) -> Mistake:
    return Mistake(what, do, rule, words, frozenset(also), never)


MEETINGS = [
    m("kind in Vietnamese", edit(B, ("kind: briefing", "kind: giao ban")), "wrong-value", "“giao ban”", "viết briefing"),
    m("level in Vietnamese", edit(B, ("level: central", "level: Trung ương")), "wrong-value", "viết central"),
    m("part in Vietnamese", edit(B, ("part: [chair, spoke]", "part: [chủ trì, spoke]")), "wrong-value", "viết chair"),
    m("relation in Vietnamese", edit(B, ("relation: implemented", "relation: triển khai")), "wrong-value", "viết implemented"),
    m("format in Vietnamese", edit(B, ("format: online", "format: trực tuyến")), "wrong-value", "viết online"),
    m("a value spelt nearly right", edit(B, ("time: afternoon", "time: aftenoon")), "wrong-value", "Có phải “afternoon” không?"),
    m("a date without zeros", edit(Q, ("date: 2024-03-26", "date: 2024-3-26")), "invalid-date", "viết 2024-03-26"),
    m("a date, day first", edit(Q, ("date: 2024-03-26", "date: 26/3/2024")), "invalid-date", "viết năm trước: 2024-03-26"),
    m("a date in words", edit(Q, ("date: 2024-03-26", "date: ngày 26 tháng 3 năm 2024")), "invalid-date", "viết 2024-03-26"),
    m("a quarter in words", edit(Q, ("period: 2024-33", "period: quý I/2024")), "invalid-date", "viết 2024-33"),
    m("a month, month first", edit(B, ("period: 2018-11", "period: 11/2018")), "invalid-date", "viết 2018-11"),
    m("a day that is in no calendar", edit(Q, ("date: 2024-03-26", "date: 2024-02-30")), "invalid-date", "30-2-2024"),
    m("a year not come yet", edit(Q, ("date: 2024-03-26", "date: 2042-03-26")), "future-date", "chưa tới",
      also=("due-before-meeting", "period-far", "province-not-then", "host-not-then", "source-before-meeting", "correction-too-early")),
    m("a period of another year", edit(B, ("period: 2018-11", "period: 2016-11")), "period-far", "hơn một năm"),
    m("a name in place of an id", edit(B, ("leader: pham-minh-chinh", "leader: Phạm Minh Chính")), "invalid-id", "“pham-minh-chinh”"),
    m("a symbol in place of an id", edit(B, ("resolution: nq-26-tw-k12", "resolution: 26-NQ/TW")), "invalid-id", "“nq-26-tw-k12”",
      also=("uncited-resolution",)),
    m("another symbol in place of an id", edit(Q, ("resolution: nq-27-tw-k12", "resolution: 50-QĐ/TW")), "invalid-id", "“qd-50-tw-k13”",
      also=("uncited-resolution",)),
    m("the id of a document without its term", edit(B, ("resolution: nq-26-tw-k12", "resolution: nq-26-tw")), "unknown-resolution",
      "“nq-26-tw-k12”", also=("uncited-resolution",)),
    m("a person who is new", edit(B, ("leader: pham-minh-chinh", "leader: dang-van-moi")), "unknown-leader",
      "giaoban new leader --id dang-van-moi", also=("unlisted-person",)),
    m("an id misspelt", edit(B, ("leader: pham-minh-chinh", "leader: pham-minh-chin")), "unknown-leader", "“pham-minh-chinh”",
      also=("unlisted-person",)),
    m("a host that is new", edit(Q, ("host: ban-to-chuc-tinh-uy-quang-tri", "host: ban-to-chuc-xa-cua-viet")), "unknown-organization",
      "giaoban new organization --id ban-to-chuc-xa-cua-viet"),
    m("a series misspelt", edit(B, ("series: trung-uong-hang-thang", "series: trung-uong-thang")), "unknown-series", "“trung-uong-hang-thang”"),
    m("a topic that is not on the list", edit(B, ("topics:\n", "topics:\n  - kinh-te\n")), "unknown-topic", "giaoban new topic --id kinh-te"),
    m("the province of after the merger", edit(B, ("province: tien-giang", "province: dong-thap-2025")), "province-not-then",
      "có từ ngày 1-7-2025", "“dong-thap”"),
    m("a province that is none", edit(B, ("province: quang-ninh", "province: quan-ninh")), "unknown-province", "“quang-ninh”"),
    m("two meanings of a citation", edit(B, ("resolution: nq-26-tw-k12", "resolution: nq-26-tw-k12\n    plenum: k11-tw4")), "two-meanings",
      "giữ resolution hoặc plenum", also=()),
    m("a quotation mark not closed", edit(B, ('cited: ["Nghị quyết số 26-NQ/TW"]', 'cited: ["Nghị quyết số 26-NQ/TW]')), "missing-quote",
      "“Nghị quyết số 26-NQ/TW”", 'thêm dấu "'),
    m("a title's quotation mark not closed", edit(B, ("title: Giao ban", 'title: "Giao ban')), "missing-quote", "“Giao ban trực tuyến"),
    m("a colon in a sentence", edit(B, ("note: Phát biểu kết luận", "note: Kết luận: phát biểu")), "yaml-syntax", "dấu “:”", "ngoặc kép"),
    m("no blank after a colon", edit(B, ("level: central", "level:central")), "yaml-syntax", "thêm “:” và dấu cách"),
    m("a sentence cut at a number sign", edit(B, ("title: Giao ban", "title: Giao ban #10")), "cut-value", "bị coi là ghi chú"),
    m("a quotation split at its comma", edit(B, ("as: [Ủy viên Bộ Chính trị", "as: [“Ủy viên, Bí thư”, Ủy viên Bộ Chính trị")), "curly-quotes",
      "“Ủy viên"),
    m("a bracket not closed", edit(B, ("part: [chair, spoke]", "part: [chair, spoke")), "yaml-syntax", "]"),
    m("a tab before a key", edit(B, ("  place: Hà Nội", "\tplace: Hà Nội")), "yaml-syntax", "Tab"),
    m("a missing dash", edit(B, ("  - leader: pham-minh-chinh\n", "    leader: pham-minh-chinh\n")), "wrong-type", "thiếu dấu “- ”"),
    m("a missing dash of a second entry", edit(B, ("  - resolution: nq-26-tw-k12", "    resolution: nq-26-tw-k12")), "duplicate-key",
      "thiếu dấu “- ”"),
    m("a key misspelt", edit(B, ("attendance:", "attendence:")), "unknown-key", "“attendance”"),
    m("a key of another kind", edit(B, ("host: ", "issuer: ")), "unknown-key", "“issuer”"),
    m("a number with dots", edit(B, ("value: 107", "value: 57.813.000")), "wrong-type", "viết 57813000"),
    m("a number with a comma", edit(B, ("value: 107", 'value: "95,7"')), "wrong-type", "viết 95.7"),
    m("an item's number used twice", edit(Q, ("id: h2", "id: h1")), "duplicate-id", "đổi thành mã chưa dùng"),
    m("a task numbered as a result", edit(Q, ("id: t1", "id: r99")), "wrong-value", "phải bắt đầu bằng chữ t"),
    m("a source that is not there", edit(B, ("source: [s1, s2]", "source: [s1, s9]")), "unknown-source", "“s9”"),
    m("no sources", edit(Q, ("\nsources:", "\nsource_list:")), "no-source", "thêm “sources:”", also=("unknown-key", "unknown-source")),
    m("an address without its scheme", edit(B, ("  - id: s2", "  - id: s2\n    url: www.xaydungdang.org.vn/bai")), "invalid-url", "https://",
      also=("duplicate-key",)),
    m("no line of hyphens at the top", edit(B, ("---\n", "")), "front-matter", "không bắt đầu bằng dòng “---”"),
    m("a line of two hyphens at the top", edit(B, ("---\n", "--\n")), "front-matter", "đúng ba dấu gạch", "“--”"),
    m("no line of hyphens before the summary", edit(B, ("\n---\n", "\n")), "front-matter", "thêm dòng “---” ngay trên dòng này"),
    m("a second line of hyphens too early", edit(B, ("\npeople:", "\n---\npeople:")), "front-matter", "đứng giữa phần khai báo"),
    m("a conflict in the keys", edit(B, ("time: afternoon\n", "<<<<<<< HEAD\ntime: afternoon\n=======\ntime: morning\n>>>>>>> sua\n")),
      "conflict-marker", "hai người cùng sửa", "<<<<<<<"),
    m("a conflict in the summary", append(B, "\n<<<<<<< HEAD\nMột.\n=======\nHai.\n>>>>>>> sua\n"), "conflict-marker", "xóa các dòng"),
    m("HTML in the summary", append(B, "\nHọp <br> xong.\n"), "html-in-body", "Markdown"),
    m("a dead link", append(B, "\nXem [Phạm Minh Chính](/lanh-dao/pham-minh-chin/).\n"), "dead-link", "“/lanh-dao/pham-minh-chinh/”"),
    m("a link to an item that is not there", append(B, "\nXem [nhiệm vụ](#t99).\n"), "dead-link", "không có mục ấy"),
    m("a picture", append(B, "\n![Ảnh](https://bao.example/a.jpg)\n"), "image-in-body", "bỏ ảnh"),
    m("a heading of the first level", append(B, "\n# Kết luận chung\n"), "heading-level", "##"),
    m("a letter pasted from elsewhere", edit(B, ("title: Giao ban", "title: Ðiểm cầu, giao ban")), "text-eth", "Đ tiếng Việt"),
    m("file renamed with its id", both(move(B, "briefings/2018/2018-10-29-giao-ban-thang-10.md"),
      edit("briefings/2018/2018-10-29-giao-ban-thang-10.md", ("id: 2018-10-29-giao-ban-thang-11-2018", "id: 2018-10-29-giao-ban-thang-10"))),
      "url-lost", "nay là “2018-10-29-giao-ban-thang-10”", "redirects.yml", "briefings/2018/2018-10-29-giao-ban-thang-11-2018.md",
      also=("unknown-item", "dead-link")),
    m("file renamed without its id", move(B, "briefings/2018/2018-10-29-giao-ban-thang-10.md"), "id-not-file-name",
      "đã công bố nên không đổi: đổi tên tệp lại thành 2018-10-29-giao-ban-thang-11-2018.md"),
    m("file deleted", remove(Q), "url-lost", f"git checkout HEAD -- content/{Q}", "giaoban withdraw", never=("nay là", "Có phải")),
    m("a copy made by the system", copy(B, "briefings/2018/2018-10-29-giao-ban-thang-11-2018 (1).md"), "unknown-file", "bản sao của",
      "“2018-10-29-giao-ban-thang-11-2018.md”"),
    m("ending in capitals", move(B, B[:-2] + "MD"), "unknown-file", "phải viết chữ thường", "2018-10-29-giao-ban-thang-11-2018.md",
      also=("unknown-item", "dead-link")),
    m("a meeting outside the folder of its year", copy(Q, "briefings/2024-05-05-moi.md", ("id: 2024-03-26-quang-tri-giao-ban-quy-1-2024",
      "id: 2024-05-05-moi")), "unknown-file", "briefings/2024/2024-05-05-moi.md"),
    m("a meeting copied and its id not changed", copy(Q, "briefings/2024/2024-06-26-quang-tri-giao-ban-quy-2-2024.md"), "id-not-file-name",
      "bản ghi chép từ đó", "“id: 2024-06-26-quang-tri-giao-ban-quy-2-2024”", also=("duplicate-id", "possible-duplicate")),
]  # fmt: skip

# A character that is nearly right, where YAML needs another: the message stands where it is, and nothing else is said.
NEARLY = [
    *(m(f"{what} for a dash", edit(B, ("  - leader: pham-minh-chinh", f"  {dash} leader: pham-minh-chinh")), "yaml-syntax",
        ":18:3 ", f"“{dash}” không mở một mục", "thay bằng “- ”") for what, dash in (("an en dash", "–"), ("a bullet", "•"))),
    m("no blank after a dash", edit(B, ("  - leader: pham-minh-chinh", "  -leader: pham-minh-chinh")), "yaml-syntax", ":18:3 ", "thiếu dấu cách sau “-”"),
    m("a key one blank too far in", edit(B, ("  - leader: pham-minh-chinh\n    part", "  - leader: pham-minh-chinh\n     part")), "yaml-syntax",
      ":19:6 ", "thụt 4 dấu cách"),
    m("a key one blank too far out", edit(B, ("  - leader: pham-minh-chinh\n    part", "  - leader: pham-minh-chinh\n   part")), "yaml-syntax",
      ":19:4 ", "thụt 4 dấu cách"),
    m("a blank before a key at the margin", edit(B, ("level: central", " level: central")), "yaml-syntax", ":5:2 ", "bỏ dấu cách ở đầu dòng"),
    m("a bracket too many", edit(B, ("part: [chair, spoke]", "part: [chair, spoke]]")), "yaml-syntax", ":19:25 ", "thừa dấu “]”"),
    m("a tab before a dash", edit(B, ("  - leader: pham-minh-chinh", "\t- leader: pham-minh-chinh")), "yaml-syntax", ":18:1 ", "phím Tab"),
    m("a no-break space after a colon", edit(B, ("level: central", "level:\u00a0central")), "yaml-syntax", ":5:7 ", "thay bằng dấu cách thường",
      also=("text-nbsp",)),
    m("no-break spaces before a dash", edit(B, ("  - leader: pham-minh-chinh", "\u00a0\u00a0- leader: pham-minh-chinh")), "yaml-syntax", ":18:1 ",
      "thay bằng dấu cách thường", also=("text-nbsp",)),
    m("a quotation mark not opened", edit(B, ('cited: ["Nghị quyết số 26-NQ/TW"]', 'cited: [Nghị quyết số 26-NQ/TW"]')), "missing-quote", ":52:13 ",
      "ngoặc kép mở trước “Nghị quyết số 26-NQ/TW”"),
    m("several values without brackets", edit(B, ("part: [chair, spoke]", "part: chair, spoke")), "wrong-value", "[chair, spoke]"),
    m("several values in round brackets", edit(B, ("part: [chair, spoke]", "part: (chair, spoke)")), "wrong-value", "[chair, spoke]"),
    *(m(f"a date written {written}", edit(Q, ("date: 2024-03-26", f"date: {written}")), "invalid-date", right, also=also) for written, right, also in (
        ("2024–03–26", "viết 2024-03-26", ()), ("2024-03-26 14:30", "viết 2024-03-26", ()), ("2024-03-26T00:00:00Z", "viết 2024-03-26", ()),
        ("26/3/24", "bốn chữ số, đứng trước: 2024-03-26", ()), ("“2024-03-26”", "viết 2024-03-26", ("curly-quotes",)))),
    m("a quarter as programs write it", edit(Q, ("period: 2024-33", "period: 2024-Q1")), "invalid-date", "viết 2024-33"),
    *(m(f"a number given as {written}", edit(B, ("value: 107", f"value: {written}")), "wrong-type", "viết 107;", "unit", "bound")
      for written in ("107%", "107 trường hợp", "hơn 107")),
    *(m(f"{written} for an id", edit(B, ("leader: pham-minh-chinh", f"leader: {written}")), "invalid-id", "mã của lãnh đạo ấy là “pham-minh-chinh”")
      for written in ("leaders/pham-minh-chinh.yml", "pham-minh-chinh.yml", "/lanh-dao/pham-minh-chinh/", "Pham-Minh-Chinh", "phạm-minh-chính")),
    *(m(f"{written} for a number of an item", edit(Q, ("id: t1", f"id: {written}")), "invalid-id", "viết t1", also=("item-lost",))
      for written in ("T1", "t 1")),
    m("a document for a leader", edit(B, ("leader: pham-minh-chinh", "leader: nq-26-tw-k12")), "unknown-leader", "mã này là của văn bản",
      also=("unlisted-person",), never=("giaoban new",)),
    m("a fence of code for the line of hyphens", edit(B, ("---\n", "```yaml\n")), "front-matter", ":1:1 ", "sửa dòng này", "ở đây là “```yaml”"),
    m("an empty meeting", write("briefings/2024/2024-09-09-moi.md", ""), "empty-file", "không khai báo gì"),
    m("a folder for a record", lambda content: (content / "leaders/tran-van-moi.yml").mkdir(), "unknown-file", "thư mục mang tên của một tệp"),
    m("a second copy made by the system", copy(B, B[:-3] + " 2.md"), "unknown-file", "bản sao của “2018-10-29-giao-ban-thang-11-2018.md”"),
    m("a text file made by the system", move(Q, Q + ".txt"), "unknown-file", "thành 2024-03-26-quang-tri-giao-ban-quy-1-2024.md", never=(".md.md",)),
    m("a leader among the meetings", copy(L, "briefings/2024/truong-thi-mai.yml"), "unknown-file", "lãnh đạo: leaders/<id>.yml"),
    m("a meeting among the leaders", copy(Q, "leaders/" + Q.rpartition("/")[2]), "unknown-file", "cuộc họp: briefings/<năm>/<id>.md"),
]  # fmt: skip

LEADERS = [
    m("name misspelt as a key", edit(L, ("name:", "nmae:")), "unknown-key", "“name”", also=("missing-key",)),
    m("no name", edit(L, ("name: Trương Thị Mai", "name:")), "missing-key", "“name” để trống"),
    m("title in capitals as a key", edit(L, ("name:", "Name:")), "unknown-key", "“name”", also=("missing-key",)),
    m("an id with marks", edit(L, ("id: truong-thi-mai", "id: trương-thị-mai")), "invalid-id", "“truong-thi-mai”", also=("id-not-file-name",)),
    m("an id in capitals", edit(L, ("id: truong-thi-mai", "id: Truong-Thi-Mai")), "invalid-id", "“truong-thi-mai”", also=("id-not-file-name",)),
    m("the ending .yaml", move(L, "leaders/truong-thi-mai.yaml"), "unknown-file", "phải là .yml", "truong-thi-mai.yml",
      also=("unknown-leader", "dead-link")),
    m("a name with marks for the file", write("leaders/trần-văn-mới.yml", "id: trần-văn-mới\nname: Trần Văn Mới\n"), "unknown-file",
      "tran-van-moi.yml"),
    m("a copy made by the system", copy(L, "leaders/truong-thi-mai - Copy.yml"), "unknown-file", "“truong-thi-mai.yml”"),
    m("one name twice", write("leaders/truong-mai.yml", "id: truong-mai\nname: Trương Thị Mai\n"), "possible-duplicate", "“truong-thi-mai”",
      "distinct"),
    m("other names as a sentence", append(L, "other_names: Mai\n"), "wrong-type", "cần một danh sách"),
    m("an empty file", write("leaders/tran-van-moi.yml", ""), "empty-file", "không khai báo gì"),
    m("a second record below", append(L, "---\nid: tran-van-moi\nname: Trần Văn Mới\n"), "yaml-documents", "mỗi bản ghi một tệp"),
    m("a note with a colon", append(L, "note: Nguyên trưởng ban: thôi giữ chức\n"), "yaml-syntax", "ngoặc kép"),
    m("a conflict", append(L, "<<<<<<< HEAD\nnote: A\n=======\nnote: B\n>>>>>>> x\n"), "conflict-marker", "giữ phần đúng"),
    m("file deleted", remove("leaders/a-pot.yml"), "url-lost", "git checkout HEAD -- content/leaders/a-pot.yml", also=("unknown-leader", "unlisted-person", "dead-link"),
      never=("Có phải “/lanh-dao",)),
]  # fmt: skip

DOCUMENTS = [
    m("type without marks", edit(R, ("type: Kế hoạch", "type: Ke hoach")), "wrong-value", "Kế hoạch"),
    m("type in lower case", edit(R, ("type: Kế hoạch", "type: kế hoạch")), "wrong-value", "Kế hoạch"),
    m("an issuer that is new", edit(R, ("issuer: ban-thuong-vu-tinh-uy-dong-thap", "issuer: uy-ban-thi-xa-hong-ngu")), "unknown-organization",
      "giaoban new organization --id uy-ban-thi-xa-hong-ngu"),
    m("an issuer by its name", edit(N, ("issuer: bo-chinh-tri", "issuer: Bộ Chính trị")), "invalid-id", "“bo-chinh-tri”"),
    m("a document by its symbol", edit(R, ("implements: [ct-39-tw]", "implements: [39-CT/TW]")), "invalid-id", "“ct-39-tw”"),
    m("a list in which a text belongs", edit(N, ("title: Về công tác quy hoạch cán bộ", "title: [Về công tác, quy hoạch]")), "wrong-type",
      "cần một đoạn chữ"),
    m("the day first", edit(N, ("date: 2021-12-27", "date: 27-12-2021")), "invalid-date", "viết năm trước: 2021-12-27"),
    m("no sources", write("resolutions/qd-999-tw.yml", "id: qd-999-tw\ntype: Quy định\nsymbol: 999-QĐ/TW\n"), "no-source", "s1"),
    m("no name at all", write("resolutions/qd-999-tw.yml", "id: qd-999-tw\ntype: Quy định\nissuer: bo-chinh-tri\nsources: [{id: s1, title: X}]\n"),
      "no-name", "symbol, title hoặc title_as_cited"),
    m("one document twice", write("resolutions/qd-50.yml", "id: qd-50\ntype: Quy định\nsymbol: 50-QĐ/TW\nsources: [{id: s1, title: X}]\n"),
      "possible-duplicate", "“qd-50-tw-k13”", also=("citation-ambiguous",)),
    m("a document that carries itself out", edit(R, ("implements: [ct-39-tw]", "implements: [kh-126-tu-dong-thap]")), "self-reference",
      "chính nó"),
    m("a province of after the merger", edit(R, ("province: dong-thap\n", "province: dong-thap-2025\ndate: 2016-11-02\n")), "province-not-then",
      "“dong-thap”"),
    m("file renamed without its id", move(R, "resolutions/kh-126-dong-thap.yml"), "id-not-file-name",
      "đổi tên tệp lại thành kh-126-tu-dong-thap.yml"),
    m("an empty source", edit(R, ("sources:\n", "sources:\n  - id: s2\n    accessed: 2026-01-05\n")), "empty-source", "title, publisher hoặc url"),
]  # fmt: skip

UNITS = [
    m("a unit without its page", edit(U, ("{id: dak-nong, page: dak-nong,", "{id: dak-nong, page: dac-nong,")), "unknown-page", "“dak-nong”",
      also=("page-without-unit",)),
    m("a rank that is none", edit(U, ("name: Đắk Nông, kind: tỉnh", "name: Đắk Nông, kind: Tỉnh")), "wrong-value", "tỉnh"),
    m("a day that is a month", edit(U, ("valid_to: 2025-06-30, merged_into: lam-dong-2025", "valid_to: 2025-06, merged_into: lam-dong-2025")),
      "invalid-date", "đúng một ngày"),
    m("days that leave a gap", edit(U, ("valid_to: 2025-06-30, merged_into: dong-thap-2025", "valid_to: 2025-05-30, merged_into: dong-thap-2025")),
      "merger-dates", "phải liền ngày"),
    m("a merger into nothing", edit(U, ("merged_into: lam-dong-2025", "merged_into: lam-dong-2026")), "unknown-province", "“lam-dong-2025”",
      also=("merger-mismatch",)),
    m("one side of a merger", edit(U, ("formed_from: [tien-giang, dong-thap]", "formed_from: [tien-giang]")), "merger-mismatch",
      "thêm “dong-thap” vào formed_from"),
    m("a bracket not closed", edit(U, ("aliases: [Đắc Nông, Đăk Nông, Đak Nông]}", "aliases: [Đắc Nông, Đăk Nông, Đak Nông}")), "yaml-syntax",
      "]"),
    m("a page without a unit", edit(U, ("  - {id: dien-bien, name: Điện Biên}", "  - {id: dien-bien, name: Điện Biên}\n  - {id: ba-ria, name: Bà Rịa}")),
      "page-without-unit", "“ba-ria”"),
    m("a unit twice", edit(U, ("  - {id: dien-bien, page:", "  - {id: dak-nong, page: dien-bien, name: X, kind: tỉnh, code: '1', region: X}\n  - {id: dien-bien, page:")),
      "duplicate-id", "“dak-nong”"),
    m("a key misspelt", edit(U, ("region: Tây Nguyên, valid_to", "vùng: Tây Nguyên, valid_to")), "unknown-key", "“vùng”", also=("missing-key",)),
    m("a page's name missing", edit(U, ("  - {id: dong-nai, name: Đồng Nai}", "  - {id: dong-nai}")), "missing-key", "“name”"),
]  # fmt: skip

ORGANIZATIONS = [
    m("a parent that is none", edit(BODY, ("parent: ban-chap-hanh-trung-uong", "parent: ban-chap-hanh-tw")), "unknown-organization",
      "“ban-chap-hanh-trung-uong”"),
    m("a parent by its name", edit(BODY, ("parent: ban-chap-hanh-trung-uong", "parent: Ban Chấp hành Trung ương")), "invalid-id",
      "“ban-chap-hanh-trung-uong”"),
    m("belongs to itself", edit(BODY, ("parent: ban-chap-hanh-trung-uong", "parent: bo-chinh-tri")), "self-reference", "ghi mã của cơ quan cấp trên"),
    m("a key in Vietnamese", edit(BODY, ("aliases: [Bộ Chính trị Trung ương Đảng]", "tên_khác: [Bộ Chính trị Trung ương Đảng]")), "unknown-key",
      "aliases"),
    m("aliases as a sentence", edit(BODY, ("aliases: [Bộ Chính trị Trung ương Đảng]", "aliases: Bộ Chính trị Trung ương Đảng")), "wrong-type",
      "danh sách"),
    m("no name", edit(BODY, ("name: Bộ Chính trị", "name:")), "missing-key", "để trống"),
    m("a province by its name", edit(BODY, ("name: Bộ Chính trị", "name: Bộ Chính trị\nprovince: Hà Nội")), "invalid-id", "“ha-noi”"),
    m("a quotation mark not closed", edit(BODY, ("name: Bộ Chính trị", 'name: "Bộ Chính trị')), "missing-quote", "“Bộ Chính trị”"),
    m("a key written twice", edit(BODY, ("name: Bộ Chính trị", "name: Bộ Chính trị\nname: Bộ Chính trị")), "duplicate-key", "“name”"),
    m("an id in capitals", edit(BODY, ("id: bo-chinh-tri", "id: Bo-Chinh-Tri")), "invalid-id", "“bo-chinh-tri”", also=("id-not-file-name",)),
]  # fmt: skip

SESSIONS = [
    m("a number in Roman letters", edit(P, ("number: 4", "number: IV")), "wrong-type", "chỉ viết chữ số"),
    m("a number too great", edit(P, ("number: 4", "number: 44")), "wrong-value", "lớn nhất là 30"),
    m("an interval backwards", edit(P, ("date: 2017-10-04/2017-10-11", "date: 2017-10-11/2017-10-04")), "invalid-date", "đứng trước mốc đầu"),
    m("an interval with a hyphen", edit(P, ("date: 2017-10-04/2017-10-11", "date: 4-11/10/2017")), "invalid-date", "“4-11/10/2017”"),
    m("a session twice", append(P, "  - {id: k12-tw4-2, name: Hội nghị Trung ương 4 khóa XII (2), term: XII, number: 4}\n"), "duplicate-entry",
      "lần thứ 4 khóa XII"),
    m("no term", append(P, "  - {id: k14-tw1, name: Hội nghị Trung ương 1 khóa XIV, number: 1}\n"), "missing-key", "“term”"),
    m("an id used twice", append(P, "  - {id: k12-tw4, name: Hội nghị khác, term: XIV, number: 1}\n"), "duplicate-id", "“k12-tw4”"),
    m("a dash without a blank", append(P, "  -{id: k14-tw1, name: Hội nghị, term: XIV, number: 1}\n"), "yaml-syntax", ""),
    m("a day not come yet", append(P, "  - {id: k19-tw1, name: Hội nghị Trung ương 1 khóa XIX, term: XIX, number: 1, date: 2051-01}\n"), "future-date",
      "chưa tới"),
    m("a document of before its session", edit("resolutions/nq-18-tw-k12.yml", ("date: 2017-10-25", "date: 2017-09-25")),
      "resolution-before-plenum", "plenum"),
]  # fmt: skip

SERIES = [
    m("rhythm in Vietnamese", edit(S, ("rhythm: monthly", "rhythm: hằng tháng")), "wrong-value", "viết monthly"),
    m("level in Vietnamese", edit(S, ("level: province", "level: cấp tỉnh")), "wrong-value", "viết province"),
    m("no scope", append(S, "  - {id: chuoi-moi, name: Chuỗi mới, level: central, rhythm: yearly}\n"), "missing-key", "“scope”"),
    m("a first period of another rhythm", append(S, "  - {id: chuoi-moi, name: Chuỗi mới, level: central, rhythm: quarterly, scope: Mỗi quý.,\n"
      "     first: 2018-03, sources: [{id: s1, title: X}]}\n"), "series-period", "2018-33"),
    m("a first period without a source", append(S, "  - {id: chuoi-moi, name: Chuỗi mới, level: central, rhythm: yearly, scope: Mỗi năm., first: 2018}\n"),
      "no-source", "sources vào chuỗi"),
    m("a period said to be without a meeting", append(S, "    exceptions:\n      - {period: 2018, reason: Không họp.}\n"), "no-source", "s1"),
    m("a series twice", append(S, "  - {id: trung-uong-hang-thang, name: Khác, level: central, rhythm: yearly, scope: X.}\n"), "duplicate-id",
      "“trung-uong-hang-thang”"),
    m("a host by its name", edit(S, ("host: ban-to-chuc-trung-uong", "host: Ban Tổ chức Trung ương")), "invalid-id", "“ban-to-chuc-trung-uong”"),
    m("a name twice", append(S, "  - {id: chuoi-moi, name: Giao ban hằng quý của Quảng Trị, level: province, rhythm: yearly, scope: X.}\n"),
      "duplicate-entry", "Giao ban hằng quý của Quảng Trị"),
    m("a key misspelt", edit(S, ("rhythm: monthly", "rythm: monthly")), "unknown-key", "“rhythm”", also=("missing-key",)),
]  # fmt: skip

TOPICS = [
    m("a topic misspelt as a key", edit(T, ("topics:", "topic:")), "unknown-key", "“topics”"),
    m("no scope", append(T, "  - {id: kinh-te, name: Kinh tế}\n"), "missing-key", "“scope”"),
    m("a topic twice", append(T, "  - {id: xay-dung-nganh, name: Khác, scope: X.}\n"), "duplicate-id", "“xay-dung-nganh”"),
    m("an id in words", append(T, "  - {id: Kinh tế, name: Kinh tế, scope: X.}\n"), "invalid-id", "“kinh-te”"),
    m("a name twice", append(T, "  - {id: kinh-te, name: Xây dựng ngành, scope: X.}\n"), "duplicate-entry", "Xây dựng ngành"),
    m("a key of another kind", append(T, "  - {id: kinh-te, name: Kinh tế, scope: X., host: a}\n"), "unknown-key", "“host”"),
    m("a missing dash", edit(T, ("  - id: quy-hoach-can-bo", "    id: quy-hoach-can-bo")), "duplicate-key", "thiếu dấu “- ”"),
    m("a colon in a sentence", edit(T, ("scope: Xây dựng, rà soát", "scope: Gồm: xây dựng, rà soát")), "yaml-syntax", "ngoặc kép"),
    m("a copy made by the system", copy(T, "topics (1).yml"), "unknown-file", "bản sao của “topics.yml”"),
    m("the ending .yaml", move(T, "topics.yaml"), "unknown-file", "phải là .yml", also=("unknown-topic", "dead-link")),
]  # fmt: skip

INDICATORS = [
    m("an indicator that no record has", edit(B, ("indicator: nguoi-hoc", "indicator: nguoi-hocc")), "unknown-indicator", "“nguoi-hoc”"),
    m("a unit of which it is not counted", edit(B, ("unit: người", "unit: lớp")), "indicator-unit", "“người”", "“học viên”"),
    m("a figure that an indicator fits", edit(B, ("    indicator: nguoi-hoc\n", "")), "indicator-fits", "indicator: “nguoi-hoc”"),
    m("a key misspelt", edit(X, ("wordings:", "wording:")), "unknown-key", "“wordings”"),
    m("no unit", append(X, "  - {id: the-dang, name: Thẻ đảng, scope: X.}\n"), "missing-key", "“units”"),
    m("an empty list of units", append(X, "  - {id: the-dang, name: Thẻ đảng, units: [], scope: X.}\n"), "missing-key", "“units” để trống"),
    m("one unit that is no list", append(X, "  - {id: the-dang, name: Thẻ đảng, units: thẻ, scope: X.}\n"), "wrong-type", "danh sách"),
    m("an indicator twice", append(X, "  - {id: nguoi-hoc, name: Khác, units: [x], scope: X.}\n"), "duplicate-id", "“nguoi-hoc”"),
    m("a name twice", append(X, "  - {id: the-dang, name: Tổng số đảng viên, units: [x], scope: X.}\n"), "duplicate-entry",
      "Tổng số đảng viên"),
    m("an id in words", append(X, "  - {id: Thẻ đảng, name: Thẻ đảng, units: [thẻ], scope: X.}\n"), "invalid-id", "“the-dang”"),
    m("a copy made by the system", copy(X, "indicators (1).yml"), "unknown-file", "bản sao của “indicators.yml”"),
]  # fmt: skip

EVERY = {
    "briefing": [*MEETINGS, *NEARLY], "leader": LEADERS, "resolution": DOCUMENTS, "unit": UNITS, "organization": ORGANIZATIONS, "plenum": SESSIONS,
    "series": SERIES, "topic": TOPICS, "indicator": INDICATORS,
}  # fmt: skip
