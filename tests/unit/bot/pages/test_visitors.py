"""How many pages one address gets."""

import pytest

from bot.pages.visitors import Visitors, address_of


def served(visitors: Visitors, address: str, count: int, now_s: float = 0) -> int:
    return sum(visitors.wait_s(address, now_s=now_s) == 0 for _ in range(count))


def test_an_address_gets_so_many_pages_a_minute_and_others_theirs() -> None:
    visitors = Visitors(per_minute=3)

    assert (served(visitors, "192.0.2.1", 9), served(visitors, "192.0.2.2", 2)) == (3, 2)
    assert visitors.wait_s("192.0.2.1", now_s=20) == 40
    assert served(visitors, "192.0.2.1", 9, now_s=60) == 3


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        pytest.param("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True, id="one household"),
        pytest.param("2001:db8:1:2::1", "2001:db8:1:3::1", False, id="its neighbour"),
        pytest.param("::ffff:192.0.2.1", "192.0.2.1", True, id="an old address in new clothes"),
        pytest.param("unknown", "192.0.2.1", False, id="no address at all"),
    ],
)
def test_who_is_the_same_visitor(one: str, other: str, is_same: bool) -> None:
    visitors = Visitors(per_minute=1)
    visitors.wait_s(one, now_s=0)

    assert (visitors.wait_s(other, now_s=0) > 0) is is_same


def test_a_flood_of_addresses_takes_no_more_memory() -> None:
    visitors = Visitors(per_minute=1, most_addresses=100)
    for number in range(5000):
        visitors.wait_s(f"10.0.{number // 256}.{number % 256}", now_s=0)

    assert len(visitors) == 100


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        pytest.param([], 1, "10.0.0.1", id="nobody is in front"),
        pytest.param(["192.0.2.7"], 1, "192.0.2.7", id="one proxy"),
        pytest.param(["1.1.1.1, 192.0.2.7"], 1, "192.0.2.7", id="a visitor who says to be somebody else"),
        pytest.param(["1.1.1.1", "192.0.2.7"], 1, "192.0.2.7", id="in a header of its own"),
        pytest.param(["192.0.2.7, 10.0.0.2"], 2, "192.0.2.7", id="two proxies"),
        pytest.param(["10.0.0.2"], 2, "10.0.0.1", id="somebody who came past the first of two"),
        pytest.param(["192.0.2.7"], 0, "10.0.0.1", id="no proxy is to be believed"),
    ],
)
def test_who_asks_is_who_our_own_proxies_say(forwarded: list[str], proxies: int, address: str) -> None:
    assert address_of("10.0.0.1", forwarded, proxies=proxies) == address
