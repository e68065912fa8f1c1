"""A document with a key of our own choice."""

from beanie import Document
from pydantic import Field


class KeyedDocument(Document):
    """A document whose `_id` is a text that says what it is."""

    id: str = Field(alias="_id")  # type: ignore[assignment]  # beanie's own id is an ObjectId that MongoDB invents
