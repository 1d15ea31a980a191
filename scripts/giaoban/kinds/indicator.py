"""Indicators: subjects of figures, each a thing that meetings count again and again. Their list is the page of figures."""

from giaoban.kinds import Kind

KIND = Kind(
    "indicator",
    78,
    "Chỉ số",
    "Số liệu",
    files="indicators.yml#indicators",
    section="so-lieu",
    search_boost=1.3,
)
