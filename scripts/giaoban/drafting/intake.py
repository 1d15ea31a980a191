"""Reading what an editor hands in: bytes of a file or of standard input become text, or a finding.

Legacy encodings of Vietnamese are recognised by what comes out, named, and turned into Unicode where nothing is lost. TCVN3 (ABC)
and VNI were fonts: their bytes, or the Latin letters that the bytes are read as, mean Vietnamese letters. windows-1258 writes
tones as combining marks. "Mojibake" is UTF-8 that was read as windows-1252 and saved again.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from giaoban.findings import Finding

_NAMES_OF_ENCODINGS = {
    "tcvn3": "TCVN3 (ABC)",
    "vni": "VNI",
    "cp1258": "windows-1258",
    "mojibake": "UTF-8 bị đọc nhầm thành windows-1252",
}
"""What each encoding is called in a message."""

_TCVN3 = dict(zip(
    "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
    "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
    strict=True,
))  # fmt: skip
"""Source: the code chart of TCVN 5712:1993, third form, as the fonts .VnTime have it."""

_VNI_TONES = {"ù": "\u0301", "ø": "\u0300", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_VNI_BREVE = {"ê": "", "é": "\u0301", "è": "\u0300", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323"}
_VNI_HAT = {"â": "", "á": "\u0301", "à": "\u0300", "å": "\u0309", "ã": "\u0303", "ä": "\u0323"}
_VNI_SINGLE = {
    "í": "í", "ì": "ì", "æ": "ỉ", "ó": "ĩ", "ò": "ị", "î": "ỵ", "ñ": "đ", "ô": "ơ", "ö": "ư",
}  # fmt: skip

# Words that nearly every report has: what a conversion must bring to light.
_COMMON = re.compile(
    r"(?<!\w)(?:tổ chức|đảng|của|và|hội nghị|công tác|năm|các|tỉnh|ngày|đồng chí|"
    r"được|nhiệm vụ|xây dựng|cán bộ|trưởng|chủ trì)(?!\w)"
)
_ENOUGH = 4
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*(?:windows-|cp)1258", re.IGNORECASE)


def _mend_encoding(text: str) -> tuple[str, str | None]:
    """The text in Unicode and the name of the legacy encoding it was in; None, and the text as it was, when it was in none."""
    if text.isascii():
        return text, None
    tried = {"mojibake": _unmojibake, "tcvn3": _from_tcvn3, "vni": _from_vni}
    return _best(text, {name: partial(convert, text) for name, convert in tried.items()})


def _decode_legacy(data: bytes) -> tuple[str | None, str | None]:
    """Bytes that are not UTF-8 as text, and the name of their encoding; (None, None) when no encoding is sure."""
    latin = data.decode("latin-1")
    if _DECLARED.search(data[:2048]):
        return unicodedata.normalize("NFC", data.decode("cp1258", "replace")), "cp1258"
    ways: dict[str, Callable[[], str | None]] = {
        "cp1258": lambda: unicodedata.normalize("NFC", data.decode("cp1258", "replace")),
        "tcvn3": lambda: _from_tcvn3(latin),
        "vni": lambda: _from_vni(data.decode("cp1252", "replace")),
    }
    text, name = _best("", ways)
    return (text, name) if name else (None, None)


def _best(text: str, ways: dict[str, Callable[[], str | None]]) -> tuple[str, str | None]:
    """The conversion that brings most common words to light, when it brings many more than there were."""
    best, found, most = text, None, _hits(text)
    least = max(_ENOUGH, 3 * most)
    for name, convert in ways.items():
        converted = convert()
        if converted is not None and (count := _hits(converted)) >= least and count > most:
            best, found, most = converted, name, count
    return best, found


def _hits(text: str) -> int:
    return len(_COMMON.findall(text[:20000].lower()))


@cache
def _cp1252() -> dict[str, int]:
    """The byte of every letter of windows-1252, and of every C1 control, as ISO 8859-1 has them."""
    pairs = ((byte, bytes([byte]).decode("cp1252", "ignore") or chr(byte)) for byte in range(256))
    return {**{chr(byte): byte for byte in range(256)}, **{letter: byte for byte, letter in pairs}}


def _unmojibake(text: str) -> str | None:
    """The text as it was before, line by line: a line that does not go back stays as it is."""
    table, lines, changed = _cp1252(), [], False
    for line in text.split("\n"):
        try:
            back = bytes(table[letter] for letter in line).decode("utf-8")
        except (KeyError, UnicodeDecodeError):
            back = line
        changed = changed or back != line
        lines.append(back)
    return "\n".join(lines) if changed else None


def _from_tcvn3(text: str) -> str:
    return text.translate({ord(byte): letter for byte, letter in _TCVN3.items()})


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """Every group of VNI letters and the Vietnamese letter it means."""
    groups: dict[str, str] = {}

    def add(written: str, base: str, tone: str) -> None:
        groups[written] = unicodedata.normalize("NFC", base + tone)

    for base in "aeiouyôö":
        plain = {"ô": "ơ", "ö": "ư"}.get(base, base)
        for mark, tone in _VNI_TONES.items():
            add(base + mark, plain, tone)
    for mark, tone in _VNI_BREVE.items():
        add("a" + mark, "ă", tone)
    for base, hat in (("a", "â"), ("e", "ê"), ("o", "ô")):
        for mark, tone in _VNI_HAT.items():
            add(base + mark, hat, tone)
    groups.update(_VNI_SINGLE)
    # A capital may have its mark in either case: "UÛ", "Uû".
    for written, letter in list(groups.items()):
        groups[written.upper()] = letter.upper()
        groups[written[0].upper() + written[1:]] = letter.upper()
    longest = sorted(groups, key=lambda written: (-len(written), written))
    return re.compile("|".join(map(re.escape, longest))), groups


def _from_vni(text: str) -> str:
    pattern, groups = _vni()
    return pattern.sub(lambda match: groups[match[0]], text)


MAX_BYTES = 2 * 1024 * 1024
_CONTROL_SHARE = 0.05
_SHORTEST = 40


def read_article(name: str) -> tuple[str | None, list[Finding]]:
    """The text of a file, or of standard input for "-", and what there is to say; None and an error when it is no article."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MAX_BYTES + 1)
        else:
            with Path(name).open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        return None, [_finding(name, "missing-file", "không có tệp này", "kiểm tra lại đường dẫn")]
    except IsADirectoryError:
        return None, [_finding(name, "unreadable", "đây là thư mục, không phải tệp", "đưa từng bài một")]
    except (OSError, ValueError) as error:
        return None, [_finding(name, "unreadable", f"không đọc được tệp: {getattr(error, 'strerror', None) or error}")]
    return decode(name, data)


def decode(name: str, data: bytes) -> tuple[str | None, list[Finding]]:
    """Bytes as text, legacy encodings turned into Unicode with a warning; None and an error when they are no text."""
    if len(data) > MAX_BYTES:
        return None, [
            _finding(name, "too-large", f"tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB", "một bài báo chỉ vài chục KB")
        ]
    if b"\x00" in data[:65536] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return None, [
            _finding(name, "not-text", "tệp không phải văn bản", "chép phần chữ của bài vào một tệp .txt UTF-8")
        ]
    try:
        text, encoding = _mend_encoding(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        decoded, encoding = _decode_legacy(data)
        if decoded is None:
            return None, [_not_utf8(name, data, error)]
        text = decoded
    found = [] if encoding is None else [_warn_of_encoding(name, _NAMES_OF_ENCODINGS[encoding])]
    controls = sum(c < " " and c not in "\n\r\t\f" for c in text)
    if controls > _CONTROL_SHARE * len(text):
        return None, [
            _finding(name, "not-text", "tệp không phải văn bản", "chép phần chữ của bài vào một tệp .txt UTF-8")
        ]
    if sum(c.isalpha() for c in text[:20000]) < _SHORTEST:
        return None, [_finding(name, "empty", "tệp không có chữ nào để đọc", "dán nguyên văn bài báo")]
    return text, found


def _not_utf8(name: str, data: bytes, error: UnicodeDecodeError) -> Finding:
    line = data.count(b"\n", 0, error.start) + 1
    column = error.start - data.rfind(b"\n", 0, error.start)
    return Finding(name, line, column, "error", "not-utf8", "tệp không phải UTF-8", "lưu lại tệp với bảng mã UTF-8")


def _warn_of_encoding(name: str, encoding: str) -> Finding:
    message = f"bài ở bảng mã {encoding}, đã chuyển sang Unicode"
    return Finding(name, 1, 1, "warning", "encoding", message, "đối chiếu tên người và số, ký hiệu với bản gốc")


def _finding(path: str, rule: str, message: str, hint: str = "") -> Finding:
    return Finding(path, 1, 1, "error", rule, message, hint)
