"""Subjects of the controlled list."""

from giaoban.kinds import Kind

KIND = Kind(
    "topic",
    70,
    "Chủ đề",
    "Chủ đề",
    files="topics.yml#topics",
    section="chu-de",
    timeline=True,
    lines=240,
    filter_letter="t",
    search_boost=1.5,
)
