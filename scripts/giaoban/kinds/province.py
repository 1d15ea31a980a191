"""Pages of provinces: the names readers look for."""

from giaoban.kinds import Kind

KIND = Kind(
    "province",
    30,
    "Tỉnh, thành",
    "Tỉnh, thành",
    files="provinces.yml#pages",
    section="tinh",
    timeline=True,
    filter_letter="p",
    facet=1,
    search_boost=2.0,
    growing=False,
)
