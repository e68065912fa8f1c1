"""FORGET ME: asked twice, then everything goes."""

from datetime import timedelta

import pytest

from bot.conversation.outcome import Effect
from models.rider import QuestionKind
from tests.fakes.phone import Phone


def test_forget_me_asks_first_and_changes_nothing() -> None:
    phone = Phone()
    outcome = phone.writes("504", "forget me")

    assert outcome.reply == "This deletes your number, your subscriptions and your messages. Reply SURE to do it."
    assert (outcome.effect, outcome.is_forgotten, phone.has()) == (Effect.ASKED, False, ["504 King"])
    assert phone.rider.question is not None
    assert phone.rider.question.kind is QuestionKind.SURE_FORGET


@pytest.mark.parametrize("yes", ["sure", "yes", "YES", "oui", "go ahead"])
def test_a_yes_forgets_everything(yes: str) -> None:
    outcome = Phone().writes("504", "quiet 10pm-6am", "pause 2h", "forget me", yes)
    rider = outcome.rider

    assert (outcome.effect, outcome.is_forgotten, outcome.is_consent) == (Effect.FORGOTTEN, True, True)
    assert (rider.subscriptions, rider.quiet, rider.paused_until, rider.question) == ((), None, None, None)


@pytest.mark.parametrize("answer", ["no", "504", "list", "forget it", "status"])
def test_anything_else_forgets_nothing(answer: str) -> None:
    phone = Phone()

    assert not phone.writes("504", "forget me", answer, "sure").is_forgotten
    assert phone.has() == ["504 King"]


def test_no_is_answered() -> None:
    assert Phone().reads("504", "forget me", "no") == "OK, nothing was changed."


def test_a_late_yes_forgets_nothing() -> None:
    phone = Phone()
    phone.writes("504", "forget me")

    assert not phone.writes("sure", after=timedelta(minutes=11)).is_forgotten


def test_whoever_was_forgotten_is_a_stranger() -> None:
    assert "Msg & data rates may apply" in Phone().reads("abonner 504", "oubliez moi", "oui", "subscribe 504")


@pytest.mark.parametrize("words", ["FORGET ME", "oubliez-moi"])
def test_who_has_stopped_all_texts_is_forgotten_in_silence(words: str) -> None:
    outcome = Phone().writes("504", "STOP", words)

    assert (outcome.is_forgotten, outcome.reply) == (True, None)
