"""Meetings that recur."""

from giaoban.kinds import Kind

KIND = Kind(
    "series",
    60,
    "Chuỗi cuộc họp",
    "Chuỗi họp",
    files="series.yml#series",
    section="chuoi",
    timeline=True,
    lines=240,
    search_boost=1.4,
)
