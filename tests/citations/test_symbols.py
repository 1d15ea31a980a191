"""Symbols taken apart and put into their normal form."""

from __future__ import annotations

import pytest

from giaoban.citations import symbols


@pytest.mark.parametrize(
    ("printed", "normal"),
    [
        ("18-NQ/TW", "18-NQ/TW"),
        ("05 – CT/TW", "05-CT/TW"),
        ("2-HD/BTCTW", "02-HD/BTCTW"),
        ("21-KL/TƯ", "21-KL/TW"),
        ("21-KL/T.Ư", "21-KL/TW"),
        ("34/CT-TW", "34-CT/TW"),
        ("14/HD-BTCTW", "14-HD/BTCTW"),
        ("18NQ/TW", "18-NQ/TW"),
        ("18-NQTW", "18-NQ/TW"),
        ("18-NQ/Trung ương", "18-NQ/TW"),
        ("08-QĐI/TW", "08-QĐi/TW"),
        ("08-qđi/tw", "08-QĐi/TW"),
        ("04-QC/BTCTU", "04-QC/BTCTU"),
        ("126-KH/ThU", "126-KH/ThU"),
        ("6471-CV/BTCT", "6471-CV/BTCT"),
        ("05-CTrHĐ/TU", "05-CTrHĐ/TU"),
        ("01-HDLN/BTCTU-UBKTTU", "01-HDLN/BTCTU-UBKTTU"),
        ("15/CT-TTg", "15/CT-TTg"),
        ("10/NQ-CP", "10/NQ-CP"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP"),
        ("202/2025/QH15", "202/2025/QH15"),
        ("1211/2016/UBTVQH13", "1211/2016/UBTVQH13"),
        ("01/2016/TTLT-BTC-BNV", "01/2016/TTLT-BTC-BNV"),
        ("1234/UBND-NC", "1234/UBND-NC"),
        ("1989/QĐ-BGDĐT", "1989/QĐ-BGDĐT"),
        ("1045/NQ-UBTVQH14", "1045/NQ-UBTVQH14"),
        ("18NQ/tw", "18-NQ/TW"),
        ("18/NQTW", "18-NQ/TW"),
        ("18NQ-TW", "18-NQ/TW"),
        ("18-QĐiTW", "18-QĐi/TW"),
        ("15/KH-TW", "15-KH/TW"),
        ("18/HD-XYZ", "18/HD-XYZ"),
        ("18-HD/XYZ", "18-HD/XYZ"),
        ("18-NQ/Tu", "18-NQ/TU"),
        ("18-NQ/HuT", "18-NQ/HUT"),
        ("18-NQ/btctw", "18-NQ/BTCTW"),
        ("15/CT-ttg", "15/CT-TTg"),
        ("34/NQ-hđnd", "34/NQ-HĐND"),
        ("30/2020/nđ-cp", "30/2020/NĐ-CP"),
    ],
)
def test_normal_form(printed: str, normal: str) -> None:
    symbol = symbols.parse(printed)
    assert symbol is not None
    assert symbol.text == normal
    assert symbols.parse(normal) == symbol


@pytest.mark.parametrize(
    "text",
    [
        "",
        "93/70",
        "7-8-2018",
        "12/2018",
        "5 - khai mạc",
        "2-khai",
        "18-XX/TW",
        "18 ct tu",
        "NQ/TW",
        "18-NQ/",
        "3/4 xã",
        "2018/2019",
        "18NQTW",
        "18-nqtw",
        "18NQ/XYZ",
        "18-NQXYZ",
        "18-NQ/Bcs",
        "18-NQ/TW.",
        "18-NQ/TWa",
        "5/2020/TT",
        "1234/UBND-NC x",
    ],
)
def test_no_symbol(text: str) -> None:
    assert symbols.parse(text) is None
