"""The tables of the data set, described once. Each row of the list is what readers find in the dictionary on the site.

Tables stand after those that they refer to. Within a major version a column may be added, never dropped or changed in meaning.
"""

from __future__ import annotations

from functools import cache
from typing import Literal, get_args

from msgspec import Struct

from giaoban.records.model import Level
from giaoban.records.models import briefing, resolution, series, unit

Type = Literal["text", "integer", "number", "date", "edtf", "url"]
"""``date``: an ISO day; ``edtf``: a date as records have it, in EDTF (ISO 8601-2); ``url``: an absolute address."""


class Column(Struct, frozen=True):
    """One column. ``about`` is Vietnamese; ``of``: the table to whose only key it refers; ``codes``: all that it may hold."""

    name: str
    type: Type
    about: str
    required: bool = False
    of: str = ""
    codes: tuple[str, ...] = ()
    unique: bool = False


class Link(Struct, frozen=True):
    """Columns that together refer to a row of another table: to its key."""

    columns: tuple[str, ...]
    table: str


class Table(Struct, frozen=True):
    """One table. ``title`` and ``about`` are Vietnamese; ``links``: references of several columns together."""

    name: str
    title: str
    about: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    links: tuple[Link, ...] = ()

    @property
    def references(self) -> tuple[Link, ...]:
        """All that refers to other tables."""
        return (*[Link((column.name,), column.of) for column in self.columns if column.of], *self.links)


def codes(closed: object) -> tuple[str, ...]:
    """The codes of a closed list of the records."""
    return tuple(str(code) for code in get_args(closed))


VERSION = "1.1"
"""Of the description: the first number counts changes that queries may notice, the second additions."""


def _text(name: str, about: str, *, required: bool = False, of: str = "", closed: object = None) -> Column:
    return Column(name, "text", about, required, of, codes(closed) if closed else ())


def _id(about: str) -> Column:
    return Column("id", "text", about, required=True)


def _typed(name: str, kind: Type, about: str, *, required: bool = False) -> Column:
    return Column(name, kind, about, required)


def _date(name: str, about: str, *, required: bool = False) -> tuple[Column, ...]:
    """A date as its sources allow it to be said, and the days between which it certainly lies."""
    return (
        Column(name, "edtf", about, required),
        Column(f"{name}_earliest", "date", f"Ngày sớm nhất mà cột {name} có thể chỉ.", required),
        Column(f"{name}_latest", "date", f"Ngày muộn nhất mà cột {name} có thể chỉ.", required),
    )


_URL = Column("url", "url", "Địa chỉ của trang hay của mục trên trang kho.", required=True)
_NOTE = _text("note", "Ghi chú của người biên tập.")
_MEETING = _text("meeting", "Cuộc họp.", required=True, of="meetings")
_NUMBER = _typed("number", "integer", "Số thứ tự trong bản ghi, từ 1.", required=True)


def _names(name: str, of: str, column: str, title: str) -> Table:
    return Table(
        name, title, "Các tên gọi khác mà nguồn dùng.",
        (_text(column, "Bản ghi mang tên ấy.", required=True, of=of), _text("name", "Tên gọi khác.", required=True)),
        (column, "name"),
    )  # fmt: skip


def _evidence(name: str, of: str, part: Column, title: str) -> Table:
    """Which sources a part of a meeting was read in."""
    return Table(
        name,
        title,
        "Nguồn của từng mục. Mục mà bản ghi không nói riêng nguồn thì lấy từ nguồn chính của cuộc họp.",
        (_MEETING, part, _text("source", "Nguồn.", required=True, of="sources")),
        ("meeting", part.name, "source"),
        (Link(("meeting", part.name), of),),
    )


def _of_item(name: str, of: str, column: str, title: str, about: str) -> Table:
    return Table(
        name, title, about,
        (_MEETING, _text("item", "Số của mục trong cuộc họp, như t4.", required=True),
         _text(column, about, required=True, of=of)),
        ("meeting", "item", column),
        (Link(("meeting", "item"), "items"),),
    )  # fmt: skip


@cache
def every() -> tuple[Table, ...]:
    """All tables, each after those that it refers to."""
    return (*_entities(), *_meetings(), *_items(), *_origins())


@cache
def get(name: str) -> Table:
    """One table. Raises `StopIteration` when there is none."""
    return next(table for table in every() if table.name == name)


def _entities() -> tuple[Table, ...]:
    return (
        Table("about", "Về bộ dữ liệu", "Tên, địa chỉ, giấy phép, phiên bản và ngày của bộ dữ liệu.",
              (_text("key", "Điều được nói.", required=True), _text("value", "Nội dung.", required=True)), ("key",)),
        Table("provinces", "Tên tỉnh, thành", "Tên tỉnh, thành mà người đọc tìm; mỗi tên một trang, có thể gồm nhiều đơn vị qua các thời kỳ.",
              (_id("Mã của tên."), _text("name", "Tên.", required=True), _URL), ("id",)),
        Table("units", "Đơn vị cấp tỉnh", "Mỗi đơn vị hành chính cấp tỉnh trong một thời kỳ; sáp nhập thì thành đơn vị mới.",
              (_id("Mã của đơn vị, không bao giờ dùng lại."), _text("province", "Tên mà trang của đơn vị mang.", required=True, of="provinces"),
               _text("name", "Tên mới nhất của đơn vị.", required=True),
               _text("rank", "Tỉnh hay thành phố.", required=True, closed=unit.Unit.model_fields["kind"].annotation),
               _text("code", "Mã của cơ quan thống kê; mã ấy chuyển giữa các đơn vị nên không dùng làm khóa.", required=True),
               _text("iso_3166_2", "Mã ISO 3166-2, nếu có."), _text("region", "Vùng.", required=True), _text("region_2025", "Vùng từ năm 2025."),
               _typed("valid_from", "date", "Ngày bắt đầu; trống: đã có từ trước năm 2016."),
               _typed("valid_to", "date", "Ngày kết thúc; trống: vẫn còn."),
               _text("merged_into", "Đơn vị mà đơn vị này nhập vào.", of="units"), _text("basis", "Văn bản làm căn cứ.")), ("id",)),
        Table("unit_forms", "Tên và cấp của đơn vị qua các thời kỳ", "Có ở những đơn vị đã đổi tên hay đổi cấp mà địa giới không đổi.",
              (_text("unit", "Đơn vị.", required=True, of="units"), _NUMBER, _text("name", "Tên khi ấy.", required=True),
               _text("rank", "Cấp khi ấy.", required=True), _typed("valid_from", "date", "Từ ngày."), _typed("valid_to", "date", "Đến hết ngày."),
               _text("basis", "Văn bản làm căn cứ.")), ("unit", "number")),
        Table("unit_origins", "Đơn vị hợp thành", "Đơn vị mới hình thành từ những đơn vị nào.",
              (_text("unit", "Đơn vị mới.", required=True, of="units"), _text("former", "Đơn vị cũ.", required=True, of="units")), ("unit", "former")),
        _names("unit_names", "units", "unit", "Tên khác của đơn vị"),
        Table("organizations", "Cơ quan", "Cơ quan chủ trì cuộc họp hay ban hành văn bản.",
              (_id("Mã của cơ quan."), _text("name", "Tên.", required=True), _text("short", "Tên ngắn."),
               _text("unit", "Đơn vị cấp tỉnh mà cơ quan thuộc về.", of="units"),
               _text("parent", "Cơ quan cấp trên.", of="organizations")), ("id",)),
        _names("organization_names", "organizations", "organization", "Tên khác của cơ quan"),
        Table("people", "Người", "Người giữ vai trò công. Chức danh không ghi ở đây mà ở từng cuộc họp, như nguồn gọi vào ngày ấy.",
              (_id("Mã của người."), _text("name", "Họ tên.", required=True), _text("distinction", "Điều phân biệt với người trùng tên."), _NOTE, _URL), ("id",)),
        _names("person_names", "people", "person", "Tên khác của người"),
        Table("plenums", "Hội nghị Trung ương", "Các kỳ họp của Ban Chấp hành Trung ương.",
              (_id("Mã của hội nghị."), _text("name", "Tên.", required=True), _text("term", "Khóa.", required=True),
               _typed("number", "integer", "Số thứ tự của hội nghị trong khóa.", required=True), *_date("date", "Ngày họp."), _NOTE, _URL), ("id",)),
        _names("plenum_names", "plenums", "plenum", "Tên khác của hội nghị"),
        Table("documents", "Văn bản", "Nghị quyết, chỉ thị, quy định… được nêu ở các cuộc họp; điều chưa nguồn nào nói thì để trống.",
              (_id("Mã của văn bản."), _text("symbol", "Số, ký hiệu; chỉ là duy nhất khi đi cùng cơ quan ban hành và ngày hay khóa."),
               _text("type", "Loại văn bản.", required=True, closed=resolution.Resolution.model_fields["type"].annotation),
               _text("issuer", "Cơ quan ban hành.", of="organizations"), _text("unit", "Đơn vị cấp tỉnh của cơ quan ban hành.", of="units"),
               _text("term", "Khóa."), *_date("date", "Ngày ban hành."), _text("title", "Tên văn bản."),
               _text("title_as_cited", "Tên chỉ biết qua bài tường thuật."), _text("plenum", "Hội nghị Trung ương đã ban hành.", of="plenums"), _URL), ("id",)),
        _names("document_names", "documents", "document", "Tên khác của văn bản"),
        Table("document_relations", "Quan hệ giữa các văn bản", "Văn bản nào triển khai, sửa đổi hay thay thế văn bản nào.",
              (_text("document", "Văn bản.", required=True, of="documents"),
               Column("relation", "text", "Quan hệ với văn bản kia.", required=True, codes=("implements", "amends", "replaces")),
               _text("target", "Văn bản kia.", required=True, of="documents")), ("document", "relation", "target")),
        Table("series", "Chuỗi cuộc họp", "Những cuộc họp lặp lại theo nhịp.",
              (_id("Mã của chuỗi."), _text("name", "Tên.", required=True), _text("level", "Cấp.", required=True, closed=Level),
               _text("rhythm", "Nhịp họp.", required=True, closed=series.Series.model_fields["rhythm"].annotation),
               _text("host", "Cơ quan chủ trì.", of="organizations"),
               _text("scope", "Những cuộc họp nào thuộc chuỗi.", required=True), _typed("first", "edtf", "Kỳ đầu tiên mà nguồn cho biết."),
               _typed("last", "edtf", "Kỳ cuối cùng mà nguồn cho biết."), _URL), ("id",)),
        Table("series_exceptions", "Kỳ không họp", "Kỳ mà chuỗi không có cuộc họp, và lý do như nguồn nói.",
              (_text("series", "Chuỗi.", required=True, of="series"), _typed("period", "edtf", "Kỳ.", required=True),
               _text("reason", "Lý do.", required=True)), ("series", "period")),
        Table("topics", "Chủ đề", "Danh mục chủ đề có kiểm soát.",
              (_id("Mã của chủ đề."), _text("name", "Tên.", required=True), _text("scope", "Phạm vi.", required=True), _URL), ("id",)),
        Table("indicators", "Chỉ số", "Những thứ được đếm nhiều lần; số liệu cùng chỉ số, nơi và phạm vi thì so với nhau được.",
              (_id("Mã của chỉ số."), _text("name", "Tên.", required=True), _text("scope", "Đếm gì.", required=True),
               _text("excludes", "Không tính gì."), _URL), ("id",)),
        Table("indicator_units", "Đơn vị tính của chỉ số", "Nguồn tính chỉ số bằng những đơn vị nào; đơn vị thường dùng đứng trước.",
              (_text("indicator", "Chỉ số.", required=True, of="indicators"), _NUMBER, _text("unit", "Đơn vị tính.", required=True)),
              ("indicator", "number")),
        Table("indicator_wordings", "Cách nói về chỉ số", "Những chữ mà nguồn thường dùng khi nói về chỉ số.",
              (_text("indicator", "Chỉ số.", required=True, of="indicators"), _text("wording", "Cách nói.", required=True)),
              ("indicator", "wording")),
    )  # fmt: skip


def _meetings() -> tuple[Table, ...]:
    return (
        Table("meetings", "Cuộc họp", "Mỗi cuộc họp giao ban, sơ kết, tổng kết một hàng; cuộc họp đã rút ở bảng withdrawn.",
              (_id("Mã của cuộc họp, không bao giờ đổi."),
               Column("number", "integer", "Số thứ tự theo thời gian trong bản dữ liệu này; bản sau có thể khác.", required=True, unique=True),
               _text("title", "Tên cuộc họp.", required=True),
               _text("kind", "Loại cuộc họp.", required=True, closed=briefing.MeetingKind), _text("level", "Cấp.", required=True, closed=Level),
               _text("series", "Chuỗi.", of="series"), *_date("date", "Ngày họp.", required=True), _text("date_note", "Ghi chú về ngày."),
               _text("time", "Buổi họp.", closed=("morning", "afternoon", "evening", "day")),
               *_date("period", "Kỳ mà cuộc họp bàn về."), _text("host", "Cơ quan chủ trì.", of="organizations"),
               _text("place", "Nơi họp."), _text("unit", "Đơn vị cấp tỉnh nơi họp.", of="units"),
               _text("format", "Hình thức họp.", closed=briefing.Format), _typed("connection_points", "integer", "Số điểm cầu."),
               _text("venue_note", "Ghi chú về nơi họp."), _text("summary", "Tóm tắt bằng lời của người biên tập, dạng Markdown.", required=True), _URL),
              ("id",)),
        Table("withdrawn", "Cuộc họp đã rút", "Bản ghi đã rút; trang của nó còn đó và nói rõ vì sao.",
              (_id("Mã của cuộc họp."), _text("title", "Tên cuộc họp.", required=True), *_date("date", "Ngày họp.", required=True), _URL), ("id",)),
        Table("meeting_topics", "Chủ đề của cuộc họp", "Những chủ đề mà bài tường thuật thật sự bàn tới.",
              (_MEETING, _text("topic", "Chủ đề.", required=True, of="topics")), ("meeting", "topic")),
        Table("attendance", "Thành phần dự", "Thành phần dự họp, từng nhóm một.",
              (_MEETING, _NUMBER, _text("text", "Thành phần.", required=True)), ("meeting", "number")),
        Table("participants", "Người tại cuộc họp", "Người mà nguồn nêu tên tại cuộc họp.",
              (_MEETING, _NUMBER, _text("person", "Người.", required=True, of="people"), _NOTE), ("meeting", "number")),
        Table("participant_parts", "Phần việc tại cuộc họp", "Người ấy làm gì tại cuộc họp.",
              (_MEETING, _NUMBER, _text("part", "Phần việc.", required=True, closed=briefing.Part)), ("meeting", "number", "part"),
              (Link(("meeting", "number"), "participants"),)),
        Table("participant_titles", "Chức danh quan sát được", "Chức danh như nguồn gọi, vào ngày của cuộc họp.",
              (_MEETING, _NUMBER, _typed("place", "integer", "Thứ tự của chức danh.", required=True), _text("title", "Chức danh.", required=True)),
              ("meeting", "number", "place"), (Link(("meeting", "number"), "participants"),)),
        Table("mentions", "Địa phương được nêu", "Đơn vị cấp tỉnh mà nguồn nêu tên, với điều đã làm.",
              (_MEETING, _NUMBER, _text("unit", "Đơn vị.", required=True, of="units"), _NOTE), ("meeting", "number")),
        Table("citations", "Trích dẫn văn bản", "Văn bản hay hội nghị Trung ương được nêu tại cuộc họp; cả hai cột trống: kho chưa có bản ghi của văn bản ấy.",
              (_MEETING, _NUMBER, _text("document", "Văn bản.", of="documents"), _text("plenum", "Hội nghị Trung ương.", of="plenums"), _NOTE),
              ("meeting", "number")),
        Table("citation_relations", "Quan hệ với văn bản", "Cuộc họp làm gì với văn bản.",
              (_MEETING, _NUMBER, _text("relation", "Quan hệ.", required=True, closed=briefing.Relation)), ("meeting", "number", "relation"),
              (Link(("meeting", "number"), "citations"),)),
        Table("citation_forms", "Cách gọi văn bản", "Văn bản được gọi thế nào trong nguồn, từng chữ.",
              (_MEETING, _NUMBER, _text("form", "Cách gọi.", required=True)), ("meeting", "number", "form"), (Link(("meeting", "number"), "citations"),)),
    )  # fmt: skip


def _items() -> tuple[Table, ...]:
    kinds = Column(
        "kind", "text", "Kết quả, hạn chế hay nhiệm vụ.", required=True, codes=("result", "shortcoming", "task")
    )
    return (
        Table("items", "Kết quả, hạn chế, nhiệm vụ", "Các mục đánh số của cuộc họp, bằng lời của người biên tập.",
              (_MEETING, _id("Số của mục trong cuộc họp, như t4."), kinds, _text("text", "Nội dung.", required=True),
               _text("person", "Người đã yêu cầu hay đã nói.", of="people"), *_date("due", "Hạn của nhiệm vụ."), _URL), ("meeting", "id")),
        _of_item("item_documents", "documents", "document", "Văn bản của mục", "Văn bản mà mục nhắc tới."),
        _of_item("item_plenums", "plenums", "plenum", "Hội nghị Trung ương của mục", "Hội nghị mà mục nhắc tới."),
        _of_item("item_units", "units", "unit", "Địa phương của mục", "Đơn vị cấp tỉnh mà mục nói về."),
        Table("joins", "Nối nhiệm vụ và kết quả", "Mục này tiếp nối (continues) hay trả lời (answers) mục của một cuộc họp trước.",
              (_MEETING, _text("item", "Mục sau.", required=True),
               Column("relation", "text", "Tiếp nối hay trả lời.", required=True, codes=("continues", "answers")),
               _text("target_meeting", "Cuộc họp trước.", required=True, of="meetings"), _text("target_item", "Mục trước.", required=True)),
              ("meeting", "item", "relation", "target_meeting", "target_item"),
              (Link(("meeting", "item"), "items"), Link(("target_meeting", "target_item"), "items"))),
        Table("figures", "Số liệu", "Con số mà cuộc họp báo cáo, đúng như nguồn nêu; kho không tính thêm số nào.",
              (_MEETING, _id("Số của số liệu trong cuộc họp, như f2."), _text("indicator", "Chỉ số mà số ấy thuộc về.", of="indicators"),
               _text("scope", "Phạm vi mà số ấy nói tới, khi không phải cả nước hay cả đơn vị cấp tỉnh."),
               _typed("value", "number", "Giá trị.", required=True),
               _text("bound", "Nguồn nói trên, dưới, gần hay khoảng số ấy.", closed=briefing.Bound), _text("unit", "Đơn vị tính.", required=True),
               _text("what", "Số ấy đếm gì.", required=True), *_date("held", "Thời điểm hay kỳ của con số.", required=True),
               Column("basis", "text", "Cột held là thời điểm được nêu, kỳ được nêu, hay chỉ là ngày họp.", required=True,
                      codes=("as_of", "period", "meeting")),
               _text("about_unit", "Đơn vị cấp tỉnh mà số ấy nói về.", of="units"), _NOTE, _URL), ("meeting", "id")),
    )  # fmt: skip


def _origins() -> tuple[Table, ...]:
    owners = (
        _text("meeting", "Cuộc họp mà nguồn thuật lại.", of="meetings"),
        _text("document", "Văn bản mà nguồn chứng thực.", of="documents"),
        _text("person", "Người mà nguồn nói tới.", of="people"),
        _text("plenum", "Hội nghị Trung ương mà nguồn nói tới.", of="plenums"),
        _text("series", "Chuỗi mà nguồn nói tới.", of="series"),
    )
    item = _text("item", "Số của mục trong cuộc họp, như t4.", required=True)
    figure = _text("figure", "Số của số liệu trong cuộc họp, như f2.", required=True)
    return (
        Table("sources", "Nguồn", "Nơi đọc được các dữ kiện. Mỗi nguồn thuộc về một bản ghi; không thuộc bản ghi nào: của danh sách tỉnh, thành.",
              (_id("Khóa của nguồn."), *owners, _text("number", "Số của nguồn trong bản ghi, như s1.", required=True), _text("publisher", "Nơi đăng."),
               _text("title", "Tên bài."), _typed("address", "url", "Địa chỉ trên mạng."), *_date("published", "Ngày đăng."), _text("author", "Tác giả."),
               _typed("accessed", "date", "Ngày người biên tập đọc."), _text("sha256", "Mã băm SHA-256 của các chữ trong bài đã đọc."),
               _typed("archived", "url", "Bản lưu ở một kho lưu trữ mạng."),
               Column("extent", "text", "Đọc được cả bài hay chỉ một phần.", required=True, codes=("whole", "part")), _NOTE), ("id",)),
        _evidence("item_sources", "items", item, "Nguồn của kết quả, hạn chế, nhiệm vụ"),
        _evidence("figure_sources", "figures", figure, "Nguồn của số liệu"),
        _evidence("participant_sources", "participants", _NUMBER, "Nguồn về người dự"),
        _evidence("mention_sources", "mentions", _NUMBER, "Nguồn về địa phương được nêu"),
        _evidence("citation_sources", "citations", _NUMBER, "Nguồn của trích dẫn"),
        Table("notes", "Ghi chú", "Ghi chú của người biên tập về bản ghi, như chỗ các nguồn nói khác nhau.",
              (_id("Khóa của ghi chú."), *owners[:2], _text("text", "Nội dung.", required=True)), ("id",)),
        Table("note_sources", "Nguồn của ghi chú", "Ghi chú dựa vào nguồn nào.",
              (_text("note", "Ghi chú.", required=True, of="notes"), _text("source", "Nguồn.", required=True, of="sources")), ("note", "source")),
        Table("corrections", "Đính chính", "Điều đã sai trong bản ghi đã đăng và nay đã sửa.",
              (_id("Khóa của đính chính."), *owners[:3], _typed("date", "date", "Ngày sửa.", required=True), _text("what", "Điều đã sửa.", required=True),
               _text("item", "Số của mục được sửa; trống: cả bản ghi."),
               _text("removed", "Số của mục đã bỏ khỏi bản ghi.")), ("id",)),
    )  # fmt: skip
