"""What we answer to what we did not understand: never an action."""

import pytest

from bot.commands.command import UnclearHours, Unknown, Wanted
from bot.conversation.misunderstanding import not_understood
from bot.conversation.outcome import Effect, Outcome, Situation
from tests.fakes.bot_world import NEW, NOW, make_setting


def answer(command: Unknown | UnclearHours) -> Outcome:
    return not_understood(NEW, command, Situation(NOW), make_setting())


@pytest.mark.parametrize(
    ("command", "reply", "effect"),
    [
        pytest.param(
            Unknown("king", (Wanted("KING"),)), "Did you mean 504 King? Reply 504.", Effect.ASKED, id="a name alone"
        ),
        pytest.param(
            Unknown("kng", (Wanted("KNG"),)), "Did you mean 504 King? Reply 504.", Effect.ASKED, id="misspelt"
        ),
        pytest.param(
            Unknown("bathurst", (Wanted("BATHURST"),)),
            "Did you mean one of these? 7 Bathurst / 511 Bathurst. Reply with one.",
            Effect.ASKED,
            id="two of that name",
        ),
        pytest.param(
            Unknown("wether is nice", (Wanted("WETHER IS NICE"),)),
            (
                'Sorry, we did not understand "wether is nice". Write a route, for example 504, or COMMANDS. '
                "STOP ends all texts."
            ),
            Effect.NOT_UNDERSTOOD,
            id="nothing of ours",
        ),
        pytest.param(
            Unknown("\u0645\u0631\u062d\u0628\u0627"),
            "We do not know that route. Write its number, for example 504.",
            Effect.NOT_UNDERSTOOD,
            id="another script",
        ),
        pytest.param(
            UnclearHours(),
            "We did not understand the hours. Write for example 504 WEEKDAYS 7-9AM.",
            Effect.NOT_UNDERSTOOD,
            id="hours of no clock",
        ),
    ],
)
def test_the_nearest_thing_is_asked_about(command: Unknown | UnclearHours, reply: str, effect: Effect) -> None:
    outcome = answer(command)

    assert (outcome.reply, outcome.effect) == (reply, effect)
    assert outcome.rider.subscriptions == ()


def test_the_question_is_about_what_was_offered() -> None:
    question = answer(Unknown("king", (Wanted("KING"),))).rider.question

    assert question is not None
    assert [each.label for each in question.options] == ["504 King"]
