"""`python -m pipeline` as an operator calls it in a terminal."""

from runtime.settings import ProcessSettings
from tests.integration.terminal import in_terminal


async def ask_pipeline(settings: ProcessSettings, *arguments: str) -> tuple[int, str, str]:
    """The command, which is given nothing but MongoDB's settings."""
    env = {"MONGODB_URI": settings.mongodb_uri, "MONGODB_DATABASE": settings.mongodb_database}
    return await in_terminal("pipeline", *arguments, env=env)
