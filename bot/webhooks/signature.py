"""Did Twilio send this, for our account? The signature covers the URL as configured and every field."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from twilio.request_validator import RequestValidator


class Fields(dict[str, list[str]]):
    """A form's fields, each with all its values, as the validator reads them."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        for name, value in pairs:
            self.setdefault(name, []).append(value)

    def getlist(self, name: str) -> list[str]:
        return self[name]

    def first(self, name: str) -> str:
        """The field's value; "" where the form lacks it."""
        return self.get(name, [""])[0]


@dataclass(frozen=True, slots=True)
class Signatures:
    """What X-Twilio-Signature is held against; while a token is rotated, either of two counts."""

    auth_tokens: Sequence[str] = field(repr=False)
    public_base_url: str

    def holds(self, *, raw_path: bytes, query_string: bytes, fields: Fields, signature: str) -> bool:
        """Whether the request was signed with a token of ours; never raises."""
        # Host and X-Forwarded-* are the sender's word, and a decoded path is not what was signed.
        url = self.public_base_url + raw_path.decode("latin-1")
        if query_string:
            url += "?" + query_string.decode("latin-1")
        try:
            return any(RequestValidator(each).validate(url, fields, signature) for each in self.auth_tokens)
        except (ValueError, TypeError):
            # The validator's own parsing of the URL fails on some that Twilio never sends.
            return False
