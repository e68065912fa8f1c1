"""How many pages one address gets in a minute; counted in memory, and nothing is kept of who it was."""

import ipaddress
from collections import OrderedDict
from collections.abc import Sequence

MINUTE_S = 60.0
MOST_ADDRESSES = 20_000
_HOME_V6 = 64  # one household has a whole /64: its single addresses are as many as it likes


class Visitors:
    """Counts requests by address and minute, for the addresses seen last and never for more than `most_addresses`."""

    def __init__(self, *, per_minute: int, most_addresses: int = MOST_ADDRESSES) -> None:
        self._per_minute = per_minute
        self._most_addresses = most_addresses
        self._seen: OrderedDict[str, tuple[float, int]] = OrderedDict()

    def wait_s(self, address: str, *, now_s: float) -> int:
        """0 where the address may look; else after how many seconds it may again."""
        key = _household(address)
        began_s, count = self._seen.pop(key, (now_s, 0))
        if now_s - began_s >= MINUTE_S:
            began_s, count = now_s, 0
        self._seen[key] = (began_s, count + 1)
        if len(self._seen) > self._most_addresses:
            self._seen.popitem(last=False)
        return 0 if count < self._per_minute else max(1, round(began_s + MINUTE_S - now_s))

    def __len__(self) -> int:
        return len(self._seen)


def address_of(peer: str, forwarded: Sequence[str], *, proxies: int) -> str:
    """Who asks: what the outermost of our own `proxies` wrote down, else who is connected.

    Whatever stands further left in X-Forwarded-For is the visitor's own word.
    """
    named = [part.strip() for value in forwarded for part in value.split(",") if part.strip()]
    return named[-proxies] if proxies and len(named) >= proxies else peer


def _household(address: str) -> str:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, _HOME_V6), strict=False))
    return str(parsed)
