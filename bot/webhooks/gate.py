"""Who may call a webhook: lets signed forms for our account in, and names the reason where it does not."""

from dataclasses import dataclass
from typing import cast
from urllib.parse import parse_qsl

from quart import Request

from bot.webhooks.signature import Fields, Signatures

FORM = "application/x-www-form-urlencoded"
SIGNATURE = "X-Twilio-Signature"
MOST_FIELDS = 500  # Twilio sends some 25


class RefusedError(Exception):
    """A request is not heard; `status` is what its sender gets."""

    def __init__(self, reason: str, status: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status


@dataclass(frozen=True, slots=True)
class Gate:
    """Only correctly signed forms for `account_sid` pass."""

    signatures: Signatures
    account_sid: str

    async def admit(self, request: Request) -> Fields:
        """The form's fields.

        Raises:
            RefusedError: unsigned, badly signed, for another account, or no form at all.
        """
        if request.mimetype != FORM:
            raise RefusedError("content-type", 415)
        fields = decode_form(cast("bytes", await request.get_data(as_text=False)))
        signature = request.headers.get(SIGNATURE)
        if not signature:
            raise RefusedError("unsigned", 403)
        raw_path = request.scope.get("raw_path") or request.path.encode()
        if not self.signatures.holds(
            raw_path=raw_path.split(b"?")[0],
            query_string=request.query_string,
            fields=fields,
            signature=signature,
        ):
            raise RefusedError("signature", 403)
        if fields.first("AccountSid") != self.account_sid:
            raise RefusedError("account", 403)
        return fields


def decode_form(body: bytes) -> Fields:
    """The fields as Twilio signed them: blanks and line ends kept; bytes that are no UTF-8 become U+FFFD.

    Raises:
        RefusedError: far more fields than Twilio sends.
    """
    try:
        pairs = parse_qsl(
            body.decode("utf-8", "replace"), keep_blank_values=True, errors="replace", max_num_fields=MOST_FIELDS
        )
    except ValueError as error:
        raise RefusedError("fields", 400) from error
    return Fields(pairs)
