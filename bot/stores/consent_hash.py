"""The keyed hash under which a forgotten phone stands in the consent log."""

import hashlib
import hmac
import secrets

from pydantic import SecretStr
from pymongo import ReturnDocument

from models.documents.consent_key import ConsentKey
from runtime.mongo import Collection, Database

KEY = "phones"


def hash_phone(phone: str, key: str) -> str:
    """HMAC-SHA256: without the key, trying all numbers finds nothing."""
    return hmac.new(key.encode(), phone.encode(), hashlib.sha256).hexdigest()


class ConsentKeys:
    """The key that a setting names, else one that the database keeps."""

    def __init__(self, database: Database, configured: SecretStr | None) -> None:
        self._keys: Collection = database[ConsentKey.Settings.name]
        self._configured = configured.get_secret_value() if configured else None

    async def hash_of(self, phone: str) -> str:
        """What stands for `phone` once it is forgotten."""
        return hash_phone(phone, self._configured or await self._kept())

    async def hashes_of(self, phone: str) -> list[str]:
        """All that may stand for `phone`: the setting may be younger than the row."""
        row = await self._keys.find_one({"_id": KEY})
        keys = (self._configured, row["key"] if row else None)
        return [hash_phone(phone, key) for key in keys if key]

    async def _kept(self) -> str:
        row = await self._keys.find_one_and_update(
            {"_id": KEY},
            {"$setOnInsert": {"key": secrets.token_hex(32)}},
            upsert=True,
            return_document=ReturnDocument.AFTER,
        )
        if row is None:
            raise LookupError("MongoDB returned no row after an upsert")
        return str(row["key"])
