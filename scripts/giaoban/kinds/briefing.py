"""Meetings: one record each."""

from giaoban.kinds import Kind

KIND = Kind(
    "briefing",
    10,
    "Cuộc họp",
    "Cuộc họp",
    files="briefings/*/*.md",
    section="hop",
    search_boost=1.0,
)
