"""Why a build cannot go on for a reason that is not in the records."""


class BuildError(Exception):
    """The site cannot be built; the message (Vietnamese) says why."""
