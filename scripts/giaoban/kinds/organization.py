"""Bodies that host meetings or issue documents; they have no pages."""

from giaoban.kinds import Kind

KIND = Kind(
    "organization",
    90,
    "Cơ quan",
    "",
    files="organizations/*.yml",
)
