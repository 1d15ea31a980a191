"""Rules about the language of what the archive says itself: hòa, thủy; 18-NQ/TW; one form for one office; no praise of its own.

What is quoted stays as its source wrote it: titles of people and articles, words of citations, everything in quotation marks.
Names of people stay, too, since only their bearers know how they write them. The rules for wording know only what is hardly ever
right; what they do not find may still be badly said.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from giaoban.check.problem import Report, mappings
from giaoban.citations import symbols, tables
from giaoban.findings import Mending, quote
from giaoban.records.load import ParsedFile
from giaoban.records.marks import YamlPath
from giaoban.vietnamese import clean, has_new_tones, tone_old
from giaoban.vietnamese.spelling import DASHES, LOOKALIKES_OF_HYPHEN, LOOKALIKES_OF_SLASH

_OURS = {"text", "note", "what", "reason", "scope", "date_note", "attendance"}
"""Keys under which the archive's own words stand, wherever they are."""

_NOT_OURS = re.compile(r"“[^“”]*”|\"[^\"\n]*\"|`[^`\n]*`|\]\([^()\n]*\)|https?://\S+|^ {0,3}>.*$", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]+")
# After one of these a name may be the given name alone.
_PERSON = {"ông", "bà", "anh", "chị", "chí", "cô", "chú", "bác"}
_PLACES = {("hòa", "bình"), ("khánh", "hòa"), ("thanh", "hóa")}
"""The provinces whose name has a rhyme that is written in two ways."""

_LONGEST_NAME = 8

_LIKE = DASHES + LOOKALIKES_OF_HYPHEN + LOOKALIKES_OF_SLASH
_SIGNS = re.compile(f"[{_LIKE}]")
_BEFORE_SYMBOL = re.compile(r"^[^\W\d_][^\d]{0,60}(?=\d)")
_WRONG_SIGN = re.compile(f"[0-9A-ZĐ][{_LIKE}][A-ZĐ]")
_SYMBOL = re.compile(rf"(?<![\w./-])[0-9]{{1,5}}[0-9A-ZĐƯ./{_LIKE}-]{{1,30}}(?<=[A-ZĐƯ])(?!\w)")


def check_spelling(document: ParsedFile, report: Report) -> None:
    """Add what is written otherwise than the archive writes it."""
    if not (document.marked.text.isascii() and document.body.isascii()):
        _own_words(document, report, has_new_tones, _in_style, _tone_said)
        _own_words(document, report, _has_wrong_sign, _with_hyphens, _symbol_said)
    if isinstance(symbol := document.marked.value.get("symbol"), str):
        _symbol(symbol, document, report)


def _symbol(symbol: str, document: ParsedFile, report: Report) -> None:
    """How the symbol of a document is written, and whether its letters are those of its type."""
    found = _parse_symbol(symbol)
    if symbol != (right := _with_right_signs(symbol)):
        place, written = document.marked.written(("symbol",))
        mending = Mending(*place, written, _with_right_signs(written))
        report.warning(("symbol",), *_symbol_said(symbol, right), mending)
    elif found and found.text != symbol:
        message = f"ký hiệu {quote(symbol)} không viết như kho viết"
        hint = f"viết {found.text}; chỉ số và ký hiệu, không kèm loại văn bản"
        report.warning(("symbol",), "symbol-form", message, hint)
    names = [one.name for one in tables.types_of_code().get((found.code if found and found.code else "").lower(), ())]
    given = document.marked.value.get("type")
    if names and isinstance(given, str) and given not in names and given in {one.name for one in tables.types()}:
        message = f"ký hiệu {quote(symbol)} là của {' hay '.join(names)}, mà type là {quote(given)}"
        report.warning(("type",), "symbol-type", message, "sửa type hoặc symbol theo nguồn")


def _parse_symbol(symbol: str) -> symbols.Symbol | None:
    """A symbol taken apart, whatever words stand before it and whatever full stop behind."""
    return symbols.parse(_BEFORE_SYMBOL.sub("", symbol).rstrip(" .,;"))


def _tone_said(old: str, new: str) -> tuple[str, str, str]:
    hint = f"kho viết {quote(new)}; lời trích từ nguồn thì để trong “ ”"
    return "tone-style", f"{quote(old)} trong lời của kho viết theo kiểu đặt dấu khác", hint


def _symbol_said(old: str, new: str) -> tuple[str, str, str]:
    return (
        "symbol-form",
        f"ký hiệu {quote(old)} có gạch ngang dài hay dấu lạ",
        f"viết {new}, bằng dấu - và / của bàn phím",
    )


def _own_words(
    document: ParsedFile,
    report: Report,
    occurs: Callable[[str], bool],
    mended: Callable[[str], str],
    said: Callable[[str, str], tuple[str, str, str]],
) -> None:
    """One finding for each value, or line of the summary, that ``mended`` writes otherwise."""
    for line, column, written, right in _written(document, occurs, mended):
        if report.full:
            return
        if right != written:
            old, new = next(pair for pair in zip(written.split(), right.split(), strict=True) if pair[0] != pair[1])
            rule, message, hint = said(old.strip(".,;:()"), new.strip(".,;:()"))
            mending = Mending(line, column, written, right)
            report.at_place((line, column), "warning", rule, message, hint, mending)


def _written(
    document: ParsedFile, occurs: Callable[[str], bool], mended: Callable[[str], str]
) -> Iterator[tuple[int, int, str, str]]:
    """Line, column, text as it is written and as it should be, of all in the archive's own words that may be concerned."""
    if occurs(document.marked.text):
        for path, value in ours(document.marked.value):
            if occurs(value):
                (line, column), written = document.marked.written(path)
                if written[:1] in {'"', "'"}:  # YAML's own marks quote nothing
                    column, written = column + 1, written[1:-1]
                yield line, column, written, mended(written)
    if occurs(document.body):
        lines = zip(document.body.split("\n"), mended(document.body).split("\n"), strict=True)
        for number, (written, right) in enumerate(lines, document.body_line):
            yield number, 1, written, right


def ours(value: object) -> Iterator[tuple[YamlPath, str]]:
    """The texts in our own words, with their paths; the title of a meeting is one, that of an article is not."""
    if isinstance(value, dict) and "kind" in value and isinstance(title := value.get("title"), str):
        yield ("title",), title
    for path, mapping in mappings(value):
        for key in mapping.keys() & _OURS:
            entry = mapping[key]
            if isinstance(entry, str):
                yield (*path, key), entry
            elif isinstance(entry, list):
                yield from (((*path, key, i), one) for i, one in enumerate(entry) if isinstance(one, str))


def _without_quotes(text: str) -> str:
    """The text with blanks in the place of all that is quoted, and of addresses; every other character stays where it is."""
    return _NOT_OURS.sub(lambda quoted: re.sub(r"[^\n]", " ", quoted[0]), text)


def _outside_quotes(text: str, mended: Callable[[str], str]) -> str:
    pieces, last = [], 0
    for quoted in _NOT_OURS.finditer(text):
        pieces += [mended(text[last : quoted.start()]), quoted[0]]
        last = quoted.end()
    return "".join([*pieces, mended(text[last:])])


def _has_wrong_sign(text: str) -> bool:
    return _WRONG_SIGN.search(text) is not None


def _with_right_signs(text: str) -> str:
    return _SIGNS.sub(lambda sign: clean(sign[0]), text)


def _with_hyphens(text: str) -> str:
    return _outside_quotes(text, lambda own: _SYMBOL.sub(_hyphenated, own))


def _hyphenated(symbol: re.Match[str]) -> str:
    return _with_right_signs(symbol[0]) if _has_wrong_sign(symbol[0]) else symbol[0]


def _in_style(text: str) -> str:
    return _outside_quotes(text, _words_in_style)


def _words_in_style(text: str) -> str:
    if not has_new_tones(text):
        return text
    words = [*_WORD.finditer(text)]
    pieces, last = [], 0
    for at, word in enumerate(words):
        if has_new_tones(word[0]) and not _may_be_name(text, words, at):
            pieces += [text[last : word.start()], tone_old(word[0])]
            last = word.end()
    return "".join([*pieces, text[last:]])


def _may_be_name(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether a word may be part of a person's name: it is capitalised, and so is its neighbour, or "ông" stands before it."""
    own = words[at][0]
    if not _is_capitalised(own) or tone_old(own) == "Ủy":
        return False
    first, last = at, at
    while first > max(0, at - _LONGEST_NAME) and _is_next_capital(text, words, first - 1):
        first -= 1
    while last + 1 < min(len(words), at + _LONGEST_NAME) and _is_next_capital(text, words, last):
        last += 1
    if first == last:
        return bool(first) and words[first - 1][0].lower() in _PERSON
    run = [tone_old(word[0]).lower() for word in words[first : last + 1]]
    return tuple(run[run[0] == "tỉnh" :]) not in _PLACES


def _is_next_capital(text: str, words: Sequence[re.Match[str]], at: int) -> bool:
    """Whether this word and the next are both capitalised, with nothing but blanks between them."""
    one, other = words[at], words[at + 1]
    return _is_capitalised(one[0]) and _is_capitalised(other[0]) and text[one.end() : other.start()].isspace()


def _is_capitalised(word: str) -> bool:
    return word[0].isupper() and not word.isupper()


class _Wording(NamedTuple):
    """A wording that the archive avoids; ``message`` names it where it has ``{}``.

    ``words``: some of which every match holds, so that most texts need not be searched; none where the search is quick itself.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]
    rule: str
    message: str
    hint: str

    def may_occur(self, text: str) -> bool:
        """Whether the wording may stand in a text."""
        return any(word in text for word in self.words) if self.words else self.pattern.search(text) is not None


_CAPITALS = "".join(c for c in map(chr, range(0x41, 0x1F00)) if c.isupper() and unicodedata.name(c).startswith("LATIN"))
_NAME = rf"[{_CAPITALS}][^\W\d_]*"
_REPORTS = r"(?:[Bb]áo cáo|[Bb]ài(?: báo| viết)?|[Nn]guồn|[Hh]ội nghị|[Cc]uộc họp|[Ýý] kiến|[Pp]hát biểu)"

_EVERYWHERE = (
    _Wording(re.compile(r"\bHĐND\b"), ("HĐND",), "wording", "{} viết tắt trong lời của kho", "viết Hội đồng nhân dân"),
    _Wording(re.compile(r"\bUBND\b"), ("UBND",), "wording", "{} viết tắt trong lời của kho", "viết Ủy ban nhân dân"),
    _Wording(
        re.compile(r"\bTrưởng ban\b"),
        ("Trưởng ban",),
        "wording",
        "{} trong lời của kho viết hoa cả chữ Ban",
        "viết Trưởng Ban",
    ),
    _Wording(
        # Ông is a family name, too: "Ông Ích Khiêm". That a word begins there is asked last, so that the search is for letters.
        re.compile(
            rf"(?:ông(?<=\bông)|[Bb]à(?<=\b..)(?! Rịa)|[Đđ]ồng chí(?<=\b.{{8}}))(?= {_NAME} {_NAME})"
            rf"|Ông(?<=\bÔng)(?= {_NAME} {_NAME} {_NAME})"
        ),
        (),
        "wording",
        "{} trước tên người trong lời của kho",
        "kho ghi tên, không ghi ông, bà, đồng chí: bỏ chữ ấy",
    ),
    _Wording(
        re.compile(rf"\b{_REPORTS} (?:cũng |còn |chỉ |có )?kể (?:từ|rằng|về|lại|chuyện)\b"),
        (" kể ",),
        "wording",
        "{}: tin và báo cáo thì nêu, không kể",
        "viết “nêu”, “cho biết” hay “thuật lại”",
    ),
    _Wording(
        re.compile(r"\b(?:làm nhân sự|đã đại hội|chạy trơn tru|mấy chữ đầu)\b"),
        ("làm nhân sự", "đã đại hội", "chạy trơn tru", "mấy chữ đầu"),
        "wording",
        "{} là cách nói tắt",
        "viết đủ: chuẩn bị nhân sự, đã tổ chức đại hội, vận hành thông suốt, những chữ đầu",
    ),
)
# A task may well ask to do something well; what is said to have been done well needs somebody who says so.
_RESULTS = (
    _Wording(
        re.compile(
            r"(?:^|(?<=[.;] ))(?:Đã )?(?:[Ll]àm tốt|[Tt]hực hiện (?:rất )?tốt|[Hh]oàn thành (?:tốt|xuất sắc))\b"
        ),
        ("àm tốt", "hực hiện tốt", "hực hiện rất tốt", "oàn thành tốt", "oàn thành xuất sắc"),
        "praise",
        "{} là lời khen của chính kho",
        "ghi ai đánh giá thế: “Báo cáo đánh giá …”, “Theo kết luận, …”",
    ),
)
_SUMMARY = (
    _Wording(
        re.compile(
            r"\b(?:[Kk]hông|[Cc]hưa) đọc (?:lại )?được\b"
            r"|\b[Pp]hần (?:bài )?(?:đọc|xem) được\b|\b[Bb]ài (?:báo )?không (?:mở|tải) được\b"
        ),
        ("đọc được", "đọc lại được", "xem được", "mở được", "tải được"),
        "reading-in-summary",
        "{}: tóm tắt kể chuyện đọc nguồn",
        "chuyển câu ấy sang notes, trang sẽ hiện riêng",
    ),
)


def check_wording(document: ParsedFile, report: Report) -> None:
    """Add what the archive would word otherwise, once a value or line of the summary and wording."""
    values = [*ours(document.marked.value)]
    everywhere = _concerning("\n".join(value for _, value in values), _EVERYWHERE)
    results = _concerning("\n".join(value for path, value in values if _is_result(path)), _RESULTS)
    for path, value in values if everywhere or results else ():
        own = _without_quotes(value)
        for wording in (*everywhere, *results) if _is_result(path) else everywhere:
            if found := wording.pattern.search(own):
                report.warning(path, wording.rule, wording.message.format(quote(found[0])), wording.hint)
    if wordings := _concerning(document.body, (*_EVERYWHERE, *_SUMMARY)):
        lines = _without_quotes(document.body).split("\n")
        for number, line in enumerate(lines, document.body_line):
            for wording in wordings:
                if found := wording.pattern.search(line):
                    message = wording.message.format(quote(found[0]))
                    report.at_place((number, found.start() + 1), "warning", wording.rule, message, wording.hint)


def _concerning(text: str, wordings: Sequence[_Wording]) -> tuple[_Wording, ...]:
    """The wordings that may stand in a text."""
    return tuple(wording for wording in wordings if wording.may_occur(text))


def _is_result(path: YamlPath) -> bool:
    return path[:1] == ("results",) and path[-1:] == ("text",)
