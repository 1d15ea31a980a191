"""People in public roles."""

from giaoban.kinds import Kind

KIND = Kind(
    "leader",
    20,
    "Lãnh đạo",
    "Lãnh đạo",
    files="leaders/*.yml",
    section="lanh-dao",
    timeline=True,
    given_names=True,
    filter_letter="l",
    facet=2,
    search_boost=2.0,
)
