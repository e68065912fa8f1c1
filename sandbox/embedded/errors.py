"""What this machine lacks to run the embedded servers."""


class EnvironmentLacksError(Exception):
    """The embedded servers cannot run here; the message says what is missing and the way out."""
