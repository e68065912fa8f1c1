"""What keeps a process from starting."""


class StartError(Exception):
    """The process cannot start; the message says why, and what to do, in one line."""
