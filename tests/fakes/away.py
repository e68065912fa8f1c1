"""A database that cannot be reached."""

from pymongo.errors import ServerSelectionTimeoutError


def nobody_there() -> None:
    """What `BotMemory.check` does while the database is away."""
    raise ServerSelectionTimeoutError("nobody there")
