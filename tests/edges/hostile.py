"""Requests that nobody should ever make of the webhooks, signed or not."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote_from_bytes, quote_plus, urlencode

from twilio.request_validator import RequestValidator

from bot.webhooks.signature import Fields
from tests.fakes.bot_client import ACCOUNT, BASE_URL, INBOUND, STATUS, TOKEN
from tests.fakes.bot_world import SENDER, make_sid

FORM = "application/x-www-form-urlencoded"
METHODS = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "CONNECT", "post", "BREW")
PATHS = (
    "/",
    "/twilio",
    "/twilio/",
    "/twilio/inbound/",
    "//twilio/inbound",
    "/twilio/../twilio/inbound",
    "/twilio/inbound%00",
    "/TWILIO/INBOUND",
    "/healthz",
    "/metrics",
    "/static/%2e%2e/%2e%2e/etc/passwd",
    "/%ff%fe",
    "/" + "a" * 3000,
)
QUERIES = ("", "?", "?d=", "?%ff=&&=", "?a=1&d=" + "0" * 32, "?d=%00&a=9e9", "?d[]=1", "?" + "x=1&" * 300, "?\\'\"<>")
CONTENT_TYPES = (
    FORM,
    FORM.upper(),
    f"{FORM}; charset=UTF-8",
    f"{FORM}; charset=utf-16",
    f'{FORM}; charset=nonsense; boundary="',
    f"{FORM};;;=;",
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain",
    "",
    "/",
    "\u00e9/\u00e9",
)
WORDS = (
    *(
        "SUBSCRIBE 504",
        "504",
        "501 and 510",
        "STATUS",
        "STATUS 504",
        "LIST",
        "STOP 504",
        "STOP",
        "stop please",
        "START",
    ),
    *("HELP", "INFO 504", "?", "", " ", "arr\u00eat", "King", "subscribe Queen, Spadina & Bathurst", "504 504 504"),
)
SCRAPS = (
    *(
        "$x",
        "$$ROOT",
        "$",
        "$where",
        "{$gt: ''}",
        "a.b",
        "\x00",
        "504\x00",
        "\x1b[31m",
        "\r\n\r\nHTTP/1.1 200 OK",
        "]]>",
    ),
    *("<Response><Message>x</Message>", "&lt;&#0;", "%s%n{0}{words}", "\u202e", "\ufeff", "\ufffe\uffff", "\U0001f68b"),
    *("\u0661\u0662", "e\u0301" * 9, "-1", "1e999", "9" * 40, "null", "NaN", "../../etc/passwd", "'; drop table", "\t"),
)
PHONES = (
    *(
        "+447400123456",
        "+18765550100",
        "INFO",
        "12345",
        "+",
        "+1",
        "+" + "9" * 400,
        "whatsapp:+14165550101",
        "anonymous",
    ),
    *(
        "+1 (416) 555-0101",
        "\uff0b\uff11\uff14\uff11\uff16",
        "+14165550101\x00",
        "tel:+1-416-555-0101;ext=5",
        "+0" * 30,
    ),
)
# Bytes that are no UTF-8, a surrogate among them, as a form may carry them.
RAW = (b"\xff\xfe", b"\xed\xa0\x80", b"\xc3", b"\xf4\x90\x80\x80", b"\x80" * 40)


@dataclass(frozen=True, slots=True)
class Hostile:
    """One request; `is_signed` tells that it must get past the gate."""

    method: str
    target: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    is_signed: bool = False


class Enemy:
    """Makes requests, the same ones for the same seed."""

    def __init__(self, seed: int) -> None:
        self._dice = random.Random(seed)
        self._phones = [f"+1416555{number:04}" for number in range(100)]

    def requests(self, count: int) -> Iterator[Hostile]:
        for number in range(count):
            yield self._stranger() if number % 4 == 0 else self._signed(number)

    def _signed(self, number: int) -> Hostile:
        """A form with a valid signature: what only Twilio itself could send, gone mad."""
        is_status = self._dice.random() < 0.3
        target = STATUS + self._query() if is_status else INBOUND + self._dice.choice(["", "", "", *QUERIES])
        pairs = self._status_form(number) if is_status else self._inbound_form(number)
        body = self.encode(pairs)
        signed_url = BASE_URL + target.removesuffix("?")
        # What the body holds is what counts, whatever bytes it was made of.
        signature = RequestValidator(TOKEN).compute_signature(signed_url, _fields(body))
        headers = (("Content-Type", f"{FORM}; charset=UTF-8"), ("X-Twilio-Signature", signature))
        return Hostile("POST", target, headers, body, is_signed=True)

    def _stranger(self) -> Hostile:
        dice = self._dice
        method = dice.choice(METHODS) if dice.random() < 0.3 else "POST"
        path = dice.choice(PATHS) if dice.random() < 0.3 else dice.choice([INBOUND, STATUS])
        headers = [("Content-Type", dice.choice(CONTENT_TYPES))]
        if dice.random() < 0.8:
            headers.append(("X-Twilio-Signature", dice.choice(["", "x", "\u00e9" * 28, "=" * 28, "a" * 5000])))
        if dice.random() < 0.3:
            headers.append(self._header())
        return Hostile(method, path + dice.choice(QUERIES), tuple(headers), self._junk())

    def _header(self) -> tuple[str, str]:
        return self._dice.choice(
            [
                ("Host", "evil.example"),
                ("X-Forwarded-Host", "evil.example"),
                ("X-Forwarded-Proto", "gopher"),
                ("Cookie", "a=b; =; ;;" * 50),
                ("Content-Encoding", "gzip"),
                ("Expect", "100-continue"),
                ("Authorization", "Basic !!!"),
                ("Range", "bytes=9-1"),
                ("X-HTTP-Method-Override", "DELETE"),
                ("X-Twilio-Signature", "two of them"),
                ("Accept", "\u00e9"),
            ]
        )

    def _junk(self) -> bytes:
        dice = self._dice
        return dice.choice(
            [
                b"",
                b"&" * dice.randrange(3000),
                b"=" * dice.randrange(100),
                b"a=&" * 600,
                b"%" * 50,
                b"x" * dice.choice([1, 65_535, 65_536, 65_537, 200_000]),
                dice.randbytes(dice.randrange(300)),
                b'{"Body": "504"}',
                b"--x\r\nContent-Disposition: form-data; name=Body\r\n\r\n504\r\n--x--",
                self.encode(self._inbound_form(0)),
            ]
        )

    def _query(self) -> str:
        dice = self._dice
        delivery = dice.choice(
            ["0af1" * 8, f"{dice.randrange(50):032x}", "Z" * 32, "", quote_plus(dice.choice(SCRAPS))]
        )
        attempt = dice.choice(["1", "2", "0", "999999999", "9999999999", "-1", "one", "%D9%A1", ""])
        return dice.choice([f"?d={delivery}&a={attempt}", f"?a={attempt}&d={delivery}&d=x", *QUERIES])

    def _inbound_form(self, number: int) -> list[tuple[str, str | bytes]]:
        dice = self._dice
        form: dict[str, str | bytes] = {
            "MessageSid": make_sid(dice.choice([number, number, dice.randrange(number + 1)])),
            "AccountSid": ACCOUNT,
            "From": dice.choice(self._phones),
            "To": SENDER,
            "Body": self._words(),
        }
        if dice.random() < 0.3:
            form["OptOutType"] = dice.choice(["STOP", "START", "HELP", "stop", *SCRAPS])
        if dice.random() < 0.3:
            form["MessagingServiceSid"] = dice.choice([SENDER, "MG" + "0" * 32, *SCRAPS])
        return self._spoilt(form)

    def _status_form(self, number: int) -> list[tuple[str, str | bytes]]:
        dice = self._dice
        states = ["queued", "sent", "delivered", "undelivered", "failed", "read", "canceled", "", "lost"]
        form: dict[str, str | bytes] = {
            "MessageSid": make_sid(number),
            "AccountSid": ACCOUNT,
            "MessageStatus": dice.choice(states),
            "ErrorCode": dice.choice(["", "21610", "30003", "0", "-1", "9" * 9, "9" * 30, "\u0661", "x"]),
        }
        return self._spoilt(form)

    def _spoilt(self, form: dict[str, str | bytes]) -> list[tuple[str, str | bytes]]:
        """The form with up to three fields changed, left out or doubled."""
        dice = self._dice
        for name in dice.sample(list(form), k=dice.choice([0, 0, 1, 1, 2, 3])):
            if name == "AccountSid" and dice.random() < 0.8:
                continue
            if dice.random() < 0.2:
                del form[name]
            else:
                values: list[str | bytes] = [*SCRAPS, *RAW, self._words()]
                form[name] = dice.choice(PHONES) if name == "From" else dice.choice(values)
        pairs = list(form.items())
        if dice.random() < 0.2:
            pairs += [
                (dice.choice(list(form) or ["x"]), dice.choice(SCRAPS)),
                (dice.choice(SCRAPS), dice.choice(SCRAPS)),
            ]
        if dice.random() < 0.02:
            pairs += [(f"Field{number}", "") for number in range(dice.choice([400, 600]))]
        return pairs

    def _words(self) -> str:
        dice = self._dice
        parts = dice.choices([*WORDS, *SCRAPS], k=dice.choice([1, 1, 1, 2, 5]))
        words = dice.choice([" ", "", "\n", ", "]).join(parts)
        return words * dice.choice([1, 1, 1, 1, 30]) if dice.random() < 0.2 else words

    def encode(self, pairs: list[tuple[str, str | bytes]]) -> bytes:
        def quoted(value: str | bytes) -> str:
            return quote_from_bytes(value) if isinstance(value, bytes) else quote_plus(value)

        if self._dice.random() < 0.1:  # unquoted, as far as a form can be
            return "&".join(f"{name}={value}" for name, value in pairs if isinstance(value, str)).encode()
        if self._dice.random() < 0.1:
            return urlencode(pairs).encode()
        return "&".join(f"{quoted(name)}={quoted(value)}" for name, value in pairs).encode()


def _fields(body: bytes) -> Fields:
    text = body.decode("utf-8", "replace")
    return Fields(parse_qsl(text, keep_blank_values=True, errors="replace"))
