"""Years: derived from the days of meetings."""

from giaoban.kinds import Kind

KIND = Kind(
    "year",
    80,
    "Năm",
    "Năm",
    section="nam",
    timeline=True,
    lines=240,
)
