"""Provincial units over one stretch of time; shown on the page of their name."""

from giaoban.kinds import Kind

KIND = Kind(
    "unit",
    35,
    "Đơn vị hành chính",
    "",
    files="provinces.yml#units",
    growing=False,
)
