"""What an object store, or the library that asks it, says when something fails, as publishers read it: why, and the way out.

Stores answer in English with a code that all of them share (https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html).
Their own words follow in brackets, for whoever looks them up.
"""

from __future__ import annotations

import re

_KEYS = "AWS_ACCESS_KEY_ID và AWS_SECRET_ACCESS_KEY"
# What stands in an error, to what it means. The first that is found counts: what is special stands before what is general.
_MEANINGS = (
    ("NoSuchBucket", "không có kho ấy; xem lại tên kho sau s3:// và AWS_ENDPOINT_URL, hoặc tạo kho trước"),
    ("RequestTimeTooSkewed", "đồng hồ máy này lệch với kho; chỉnh lại ngày giờ rồi chạy lại"),
    ("InvalidAccessKeyId|SignatureDoesNotMatch", f"khóa truy cập không đúng; xem lại {_KEYS}"),
    ("ExpiredToken|InvalidToken|TokenRefreshRequired", "phiên truy cập đã hết hạn; lấy khóa mới, cả AWS_SESSION_TOKEN"),
    # Without a key the library asks the machine's own address in the cloud for one.
    (r"169\.254\.169\.254|401 Unauthorized", f"chưa có khóa truy cập; đặt {_KEYS} trong môi trường"),
    (
        "redirect without LOCATION|PermanentRedirect|AuthorizationHeaderMalformed|IllegalLocationConstraint",
        "kho ở vùng khác; đặt AWS_REGION đúng vùng của kho",
    ),
    (
        "QuotaExceeded|StorageFull|507 Insufficient",
        "kho đã hết chỗ; dọn bớt hoặc tăng hạn mức, rồi chạy lại để làm tiếp",
    ),
    ("AccessDenied|403 Forbidden", "kho không cho phép; khóa này cần quyền đọc, liệt kê, ghi và xóa ở nơi công bố"),
    ("SlowDown|429 Too Many|503 Service", "kho đang quá tải; đợi một lúc rồi chạy lại, phần đã gửi không phải gửi nữa"),
    ("BadScheme", "AWS_ENDPOINT_URL là http://, không mã hóa; dùng https://, hoặc đặt AWS_ALLOW_HTTP=true nếu cố ý"),
    (
        "error sending request|operation timed out|kind: (?:Connect|Timeout)",
        "không nối được tới kho; xem mạng, proxy và AWS_ENDPOINT_URL rồi chạy lại",
    ),
    (r"non-2xx status code: 5\d\d", "kho gặp lỗi; đợi một lúc rồi chạy lại, phần đã gửi không phải gửi nữa"),
)
_OTHERWISE = "kho đối tượng không nhận; xem lại nơi công bố và các biến AWS_…"
_LONGEST = 500


def meaning(error: Exception) -> str:
    """Why a store did not do what it was asked, and the way out, in a sentence without full stop; then the store's own words."""
    text = str(error)
    said = next((said for pattern, said in _MEANINGS if re.search(pattern, text)), _OTHERWISE)
    return f"{said} ({_own_words(text) or type(error).__name__})"


def _own_words(text: str) -> str:
    """An error without the XML in which a store answers, and without the library's state."""
    said = text.partition("\n\nDebug source")[0]
    return " ".join(re.sub(r"<[^>]*>", " ", said).split())[:_LONGEST]
