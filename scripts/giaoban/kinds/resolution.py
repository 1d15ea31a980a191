"""Numbered documents of the Party and the State."""

from giaoban.kinds import Kind

KIND = Kind(
    "resolution",
    40,
    "Văn bản",
    "Văn bản",
    files="resolutions/*.yml",
    section="van-ban",
    timeline=True,
    filter_letter="r",
    facet=3,
    search_boost=1.2,
)
