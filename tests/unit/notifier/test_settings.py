"""The numbers of the rules, where nobody sets others."""

from notifier.settings import NotifierSettings


def test_the_defaults_are_the_rules_numbers() -> None:
    fields = NotifierSettings.model_fields
    names = ("night_from_hour", "night_until_hour", "starts_within_s", "window_grace_s", "useful_for_s")

    assert [fields[name].default for name in names] == [22, 7, 3600, 3600, 3600]
    assert [fields[name].default for name in ("daily_cap", "daily_cap_urgent", "planned_until_hour")] == [8, 12, 20]
    assert fields["access_waits_s"].default == 90
