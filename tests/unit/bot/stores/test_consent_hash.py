"""A forgotten number stands under a hash that only the key can make."""

from bot.stores.consent_hash import hash_phone


def test_the_same_number_has_the_same_hash_under_the_same_key_alone() -> None:
    hashed = hash_phone("+14165550123", "key")

    assert hashed == hash_phone("+14165550123", "key")
    assert len({hashed, hash_phone("+14165550123", "other"), hash_phone("+14165550124", "key")}) == 3
    assert "4165550123" not in hashed
