"""The key under which the phone of a forgotten rider stands in the consent log, where no setting names one."""

from models.documents.keyed import KeyedDocument


class ConsentKey(KeyedDocument):
    """One row, made when it is first needed."""

    key: str

    class Settings:
        name = "consent_keys"
