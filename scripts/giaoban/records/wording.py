"""What keys of records and values of closed lists are called in Vietnamese, for editors while they type; what a word means."""

from __future__ import annotations

from collections.abc import Iterable

from giaoban import vietnamese

# Key to its name and a sentence; where classes of records mean different things by one key, the class stands in front.
KEYS: dict[str, tuple[str, str]] = {
    "id": ("Mã", "Trùng tên tệp; chữ thường a–z không dấu, chữ số, dấu gạch nối. Đã công bố thì không đổi."),
    "Source.id": ("Số của nguồn", "s1, s2…; s1 là bài chính."),
    "Result.id": ("Số của kết quả", "r1, r2…; không đánh lại."),
    "Shortcoming.id": ("Số của hạn chế", "h1, h2…; không đánh lại."),
    "Task.id": ("Số của nhiệm vụ", "t1, t2…; không đánh lại."),
    "Figure.id": ("Số của số liệu", "f1, f2…; không đánh lại."),
    "name": ("Tên", "Tên đầy đủ, viết như văn bản chính thức."),
    "Leader.name": ("Họ tên", "Họ tên có dấu, không kèm chức danh."),
    "Form.name": ("Tên lúc đó", "Tên của đơn vị trong khoảng thời gian này."),
    "title": ("Tên", "Tên chính thức, không kèm số và ký hiệu."),
    "Briefing.title": ("Tên cuộc họp", "Tên cuộc họp, theo nguồn."),
    "Source.title": ("Tên bài", "Tên bài báo hay trang, như nơi đăng ghi."),
    "kind": ("Loại", "Chọn một giá trị trong danh sách."),
    "Unit.kind": ("Cấp", "Tỉnh hay thành phố trực thuộc Trung ương."),
    "Form.kind": ("Cấp lúc đó", "Cấp của đơn vị trong khoảng thời gian này."),
    "level": ("Cấp", "Trung ương, cụm, cấp tỉnh hay cấp huyện."),
    "series": ("Chuỗi", "Mã chuỗi mà cuộc họp thuộc về."),
    "date": ("Ngày", "Năm trước, rồi tháng, ngày: 2018-10-29, 2018-10, 2018; chỉ chính xác tới mức nguồn cho phép."),
    "Correction.date": ("Ngày sửa", "Ngày đính chính: 2026-12-01."),
    "date_note": ("Ghi chú về ngày", "Vì sao ghi ngày như vậy, khi nguồn không nói thẳng."),
    "time": ("Buổi", "Buổi họp."),
    "period": ("Kỳ", "Kỳ mà bản ghi nói tới: tháng 2018-11, quý I 2018-33, nửa đầu năm 2018-40, năm 2018."),
    "host": ("Cơ quan tổ chức", "Mã cơ quan."),
    "venue": ("Nơi họp", "Địa điểm và hình thức họp."),
    "place": ("Địa điểm", "Như nguồn ghi."),
    "province": ("Tỉnh, thành", "Mã đơn vị của ngày ấy trong provinces.yml; sau sáp nhập là mã khác."),
    "format": ("Hình thức", "Trực tiếp, trực tuyến hay cả hai."),
    "connection_points": ("Số điểm cầu", "Chỉ viết chữ số."),
    "note": ("Ghi chú", "Một hai câu cho người đọc."),
    "people": ("Người dự", "Những người được nêu tên."),
    "leader": ("Lãnh đạo", "Mã trong leaders/."),
    "part": ("Phần việc", "Một hoặc nhiều phần việc của người ấy tại cuộc họp."),
    "as": ("Chức danh", "Đúng từng chữ như nguồn ghi."),
    "attendance": ("Thành phần dự", "Thành phần mà nguồn không nêu tên, mỗi dòng một câu."),
    "provinces": ("Tỉnh, thành được nêu", "Mã các đơn vị."),
    "resolutions": ("Văn bản được nêu", "Mã các văn bản."),
    "resolution": ("Văn bản", "Mã trong resolutions/; không nhận ra được thì bỏ."),
    "plenum": ("Hội nghị Trung ương", "Mã trong plenums.yml."),
    "plenums": ("Hội nghị Trung ương", "Các hội nghị, mỗi mục bắt đầu bằng “- ”."),
    "relation": ("Quan hệ", "Cuộc họp làm gì với văn bản; một hoặc nhiều."),
    "cited": ("Lời dẫn", "Mọi cách gọi trong nguồn, đúng từng chữ."),
    "results": ("Kết quả", "r1, r2…"),
    "shortcomings": ("Hạn chế", "h1, h2…"),
    "tasks": ("Nhiệm vụ", "t1, t2…"),
    "figures": ("Số liệu", "f1, f2…"),
    "text": ("Nội dung", "Bằng lời của mình."),
    "by": ("Người nêu", "Mã lãnh đạo."),
    "source": ("Nguồn", "Số của một hay nhiều nguồn: s2, hoặc [s1, s2]."),
    "answers": ("Trả lời nhiệm vụ", "Mã cuộc họp, dấu # và số của mục: 2018-10-29-giao-ban-thang-11-2018#t1."),
    "continues": ("Tiếp nối nhiệm vụ", "Mã cuộc họp, dấu # và số của mục: 2018-10-29-giao-ban-thang-11-2018#t1."),
    "due": ("Hạn", "Phải xong khi nào: 2018-11."),
    "value": ("Con số", "Viết liền, dấu thập phân là dấu chấm: 57813 hay 95.7."),
    "unit": ("Đơn vị tính", "Như “trường hợp”, “%”."),
    "what": ("Đếm cái gì", "Con số nói về điều gì."),
    "Correction.what": ("Sai gì, nay ra sao", "Một câu cho người đọc."),
    "indicator": ("Chỉ số", "Mã trong indicators.yml, khi con số đếm đúng thứ ấy; không chắc thì bỏ."),
    "bound": ("Độ chắc", "Khi nguồn không nói đúng số."),
    "as_of": ("Tính đến", "Ngày mà số liệu đúng."),
    "topics": ("Chủ đề", "Mã trong topics.yml."),
    "notes": ("Ghi chú của người biên tập", "Điều người đọc cần biết: nguồn khác nhau, chỗ in nhầm, điều không rõ."),
    "corrections": ("Đính chính", "Những lần sửa sau khi công bố."),
    "item": ("Mục đã sửa", "Số của mục: t3, f1."),
    "removed": ("Mục đã bỏ", "Số của mục không còn nữa: t3. Địa chỉ cũ của mục dẫn tới lần sửa này."),
    "status": ("Tình trạng", "Đã rút thì ghi withdrawn và nêu lý do ở corrections."),
    "apart_from": ("Không phải là", "Mã những cuộc họp cùng ngày, cùng cơ quan mà đã xem và biết là khác."),
    "sources": ("Nguồn", "Ít nhất một nguồn; s1 là bài chính."),
    "publisher": ("Nơi đăng", "Tên báo hay trang."),
    "url": ("Địa chỉ", "Chép nguyên trên thanh địa chỉ, bắt đầu bằng https:// hoặc http://."),
    "published": ("Ngày đăng", "Năm trước, rồi tháng, ngày."),
    "author": ("Tác giả", "Như bài ghi."),
    "accessed": ("Ngày đọc", "Ngày mình đọc, đủ năm, tháng, ngày."),
    "distinct": ("Phân biệt", "Chữ phân biệt người trùng tên, như tên tỉnh; đứng sau tên ở đầu trang."),
    "sha256": ("Mã băm của bài", "giaoban keep-source ghi, để biết trang nguồn có đổi không."),
    "archived": ("Bản lưu", "Địa chỉ bản lưu của trang ở một kho lưu trữ mạng."),
    "partial": ("Chỉ đọc được một phần", "true khi chỉ đọc được một phần bài."),
    "other_names": ("Tên khác", "Tên khác, bí danh."),
    "symbol": ("Số, ký hiệu", "Đầy đủ, như 18-NQ/TW."),
    "type": ("Loại văn bản", "Chọn một giá trị trong danh sách."),
    "issuer": ("Cơ quan ban hành", "Mã cơ quan."),
    "term": ("Khóa", "Khóa hoặc nhiệm kỳ, như XII hay 2015-2020."),
    "title_as_cited": ("Tên như được dẫn", "Tên chỉ biết qua bài tường thuật."),
    "aliases": ("Cách gọi khác", "Những cách gọi khác hay gặp."),
    "implements": ("Thực hiện", "Mã các văn bản mà văn bản này thực hiện."),
    "amends": ("Sửa đổi", "Mã các văn bản mà văn bản này sửa đổi."),
    "replaces": ("Thay thế", "Mã các văn bản mà văn bản này thay thế."),
    "number": ("Lần thứ", "Hội nghị lần thứ mấy của khóa."),
    "page": ("Trang", "Mã trang mà đơn vị hiện ra."),
    "pages": ("Các trang", "Tên mà người đọc tìm; nhiều đơn vị cùng tên chung một trang."),
    "Indicator.units": ("Đơn vị tính", "Các đơn vị tính mà nguồn dùng; chỉ những số cùng đơn vị được vẽ chung."),
    "units": ("Các đơn vị", "Mỗi đơn vị là một tỉnh, thành trong một khoảng thời gian."),
    "code": ("Mã số thống kê", 'Trong ngoặc kép: "87".'),
    "code_of": ("Mã số vốn của", "Mã đơn vị trước đây mang mã số này."),
    "iso_3166_2": ("Mã ISO", "Như VN-45."),
    "region": ("Vùng", "Vùng kinh tế."),
    "region_2025": ("Vùng năm 2025", "Vùng theo cách chia năm 2025."),
    "valid_from": ("Từ ngày", "Ngày đầu; bỏ trống: đã có từ trước 2016."),
    "valid_to": ("Đến ngày", "Ngày cuối; bỏ trống: nay vẫn còn."),
    "merged_into": ("Nhập vào", "Mã đơn vị mới."),
    "formed_from": ("Lập từ", "Mã các đơn vị cũ."),
    "basis": ("Căn cứ", "Nghị quyết làm căn cứ."),
    "forms": ("Tên và cấp theo thời gian", "Khi địa bàn không đổi."),
    "short": ("Chữ viết tắt", "Trong ký hiệu văn bản, như BTCTW."),
    "parent": ("Cơ quan cấp trên", "Mã cơ quan."),
    "rhythm": ("Nhịp", "Bao lâu họp một lần."),
    "scope": ("Phạm vi", "Một câu nói những gì thuộc về đây."),
    "Figure.scope": (
        "Phạm vi",
        "Khi con số không nói về cả nước hay cả tỉnh: huyện Gò Dầu, từ đầu nhiệm kỳ khóa XIII.",
    ),
    "Indicator.scope": ("Đếm gì", "Một câu nói con số đếm gì."),
    "excludes": ("Không tính", "Một câu nói điều dễ nhầm mà không thuộc về đây."),
    "indicators": ("Chỉ số", "Những thứ được đếm nhiều lần, mỗi mục bắt đầu bằng “- ”."),
    "wordings": ("Cách nói trong nguồn", "Những chữ mà nguồn thường dùng; theo đó giaoban check gợi ý chỉ số."),
    "first": ("Kỳ đầu", "Viết theo nhịp: 2018-11, 2018-33, 2018-40 hay 2018; cần có nguồn."),
    "last": ("Kỳ cuối", "Viết như kỳ đầu; cần có nguồn."),
    "exceptions": ("Kỳ không họp", "Những kỳ mà nguồn cho biết là không họp."),
    "reason": ("Lý do", "Vì sao không họp, một câu."),
}


def of_key(model: str, key: str) -> tuple[str, str]:
    """Name and sentence of a key in a class of records. Raises `KeyError` where nobody has written them."""
    return KEYS.get(f"{model}.{key}") or KEYS[key]


# Value to its name, then to other words that mean it.
VALUES: dict[str, tuple[str, ...]] = {
    "briefing": ("giao ban", "họp giao ban", "giao ban trực tuyến", "meeting"),
    "interim-review": ("sơ kết", "hội nghị sơ kết", "so-ket", "interim review", "interim"),
    "review": ("tổng kết", "hội nghị tổng kết", "tong-ket"),
    "central": ("Trung ương", "cấp Trung ương", "tw", "national"),
    "cluster": ("cụm", "khu vực", "cụm thi đua", "region", "vùng"),
    "province": ("cấp tỉnh", "tỉnh", "thành phố", "provincial"),
    "district": ("cấp huyện", "huyện", "quận", "thị xã"),
    "chair": ("chủ trì", "chủ tọa"),
    "co-chair": ("đồng chủ trì", "co chair", "cochair"),
    "directed": ("phát biểu chỉ đạo", "chỉ đạo"),
    "spoke": ("phát biểu", "phát biểu kết luận", "báo cáo"),
    "attended": ("dự", "tham dự", "dự họp", "có mặt"),
    "point-chair": ("chủ trì tại điểm cầu", "điểm cầu"),
    "issued": ("ban hành trong kỳ", "ban hành"),
    "drafted": ("xây dựng, góp ý dự thảo", "xây dựng", "soạn thảo", "dự thảo", "góp ý", "tham mưu"),
    "studied": ("quán triệt", "học tập", "nghiên cứu"),
    "implemented": ("triển khai", "thực hiện", "triển khai thực hiện"),
    "tasked": ("giao thành nhiệm vụ", "giao nhiệm vụ", "nhiệm vụ"),
    "reported": ("báo cáo kết quả", "kết quả"),
    "reviewed": ("sơ kết, tổng kết", "sơ kết", "tổng kết"),
    "mentioned": ("nhắc đến", "nhắc tới", "nêu", "đề cập"),
    "in-person": ("trực tiếp", "tập trung", "offline"),
    "online": ("trực tuyến", "truyền hình"),
    "hybrid": ("trực tiếp và trực tuyến", "trực tiếp kết hợp trực tuyến", "kết hợp"),
    "over": ("trên", "hơn"),
    "under": ("dưới", "chưa đến"),
    "nearly": ("gần", "xấp xỉ"),
    "about": ("khoảng", "chừng"),
    "morning": ("buổi sáng", "sáng"),
    "afternoon": ("buổi chiều", "chiều"),
    "evening": ("buổi tối", "tối"),
    "day": ("cả ngày", "ngày"),
    "published": ("đang dùng", "đã đăng"),
    "withdrawn": ("đã rút", "rút"),
    "weekly": ("hằng tuần", "hàng tuần", "tuần"),
    "monthly": ("hằng tháng", "hàng tháng", "tháng"),
    "quarterly": ("hằng quý", "hàng quý", "quý"),
    "half-yearly": ("sáu tháng một lần", "nửa năm", "6 tháng"),
    "yearly": ("hằng năm", "hàng năm", "năm"),
}


def meant(word: str, among: Iterable[str]) -> str:
    """The one value ``among`` some that a Vietnamese word names, marks and case aside; empty where none or several do."""
    wanted = _plain(word)
    found = [value for value in among if any(_plain(name) == wanted for name in (value, *VALUES.get(value, ())))]
    return found[0] if len(found) == 1 else ""


def with_label(value: str) -> str:
    """A value with its name, as messages show it: ``briefing (giao ban)``."""
    return f"{value} ({VALUES[value][0]})" if value in VALUES else value


def _plain(text: str) -> str:
    return " ".join(vietnamese.fold(text).replace("-", " ").replace("_", " ").split())
