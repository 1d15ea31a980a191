"""Sessions of the Central Committee."""

from giaoban.kinds import Kind

KIND = Kind(
    "plenum",
    50,
    "Hội nghị Trung ương",
    "Hội nghị Trung ương",
    files="plenums.yml#plenums",
    section="hoi-nghi",
    timeline=True,
    search_boost=1.2,
    growing=False,
)
