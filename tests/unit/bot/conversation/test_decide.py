"""Which rule answers a message, in which language, and after how many misses."""

import pytest

from bot.commands.command import Commands
from bot.conversation.decide import decide
from bot.conversation.outcome import Effect, Situation
from models.rider import Rider
from tests.fakes.bot_world import NEW, NOW, make_setting
from tests.fakes.phone import Phone

COMMANDS = (
    "SUBSCRIBE 504 (or 504 WEEKDAYS 7-9AM), REMOVE 504, LIST, STATUS, PAUSE 2H, QUIET 10PM-6AM, WHY, FRANCAIS. "
    "STOP ends all."
)
COMMANDES = (
    "ABONNER 504 (ou 504 EN SEMAINE 7H-9H), RETIRER 504, LISTE, ETAT, PAUSE 2H, CALME 22H-6H, POURQUOI, ENGLISH. "
    "STOP met fin à tout."
)
HELLO = (
    "Headway texts you when something goes wrong on your TTC route. Write its number, for example 504. "
    "COMMANDS shows more."
)


def rider_of(*texts: str) -> Rider:
    phone = Phone()
    phone.writes(*texts)
    return phone.rider


@pytest.mark.parametrize(
    ("words", "effect"),
    [
        ("504", Effect.SUBSCRIBED),
        ("stop 501", Effect.UNSUBSCRIBED),
        ("list", Effect.ANSWERED),
        ("status", Effect.ANSWERED),
        ("more", Effect.ANSWERED),
        ("pause 2h", Effect.CHANGED),
        ("resume", Effect.ANSWERED),
        ("mute", Effect.ANSWERED),
        ("why", Effect.ANSWERED),
        ("quiet 10pm-6am", Effect.CHANGED),
        ("quiet off", Effect.CHANGED),
        ("français", Effect.CHANGED),
        ("forget me", Effect.ASKED),
        ("bathurst", Effect.ASKED),
        ("commands", Effect.ANSWERED),
        ("sure", Effect.ANSWERED),
        ("no", Effect.SILENT),
        ("thanks", Effect.SILENT),
        ("xyzzy plugh", Effect.NOT_UNDERSTOOD),
        ("STOP", Effect.OPTED_OUT),
        ("stop please", Effect.OPTED_OUT),
        ("START", Effect.OPTED_IN),
        ("HELP", Effect.ANSWERED),
    ],
)
def test_every_message_has_its_rule(words: str, effect: Effect) -> None:
    assert Phone(rider_of("501")).writes(words).effect is effect


@pytest.mark.parametrize(
    ("command", "rider", "reply"),
    [
        pytest.param(Commands(), NEW, COMMANDS, id="the commands"),
        pytest.param(Commands(is_greeting=True), NEW, HELLO, id="a stranger's greeting"),
        pytest.param(Commands(is_greeting=True), rider_of("504"), COMMANDS, id="a greeting of who has routes"),
    ],
)
def test_a_greeting_asks_what_we_are(command: Commands, rider: Rider, reply: str) -> None:
    assert decide(rider, command, Situation(NOW), make_setting()).reply == reply


@pytest.mark.parametrize(
    ("texts", "language"),
    [
        pytest.param(["504"], "en", id="a number alone"),
        pytest.param(["abonner 504"], "fr", id="a French command from a new number"),
        pytest.param(["abonner 504", "list"], "fr", id="an English word later"),
        pytest.param(["subscribe 504", "liste"], "en", id="a French word from an old rider"),
        pytest.param(["subscribe 504", "français"], "fr", id="FRANÇAIS"),
        pytest.param(["abonner 504", "english"], "en", id="ENGLISH"),
        pytest.param(["abonner 504", "STOP", "START"], "fr", id="STOP and START"),
        pytest.param(["abonner 504", "oubliez moi", "oui"], "en", id="forgotten"),
    ],
)
def test_the_first_message_sets_the_language_and_only_the_rider_changes_it(texts: list[str], language: str) -> None:
    assert rider_of(*texts).language == language


def test_a_change_of_language_is_answered_in_it_with_the_commands() -> None:
    assert Phone().reads("français") == f"Nous parlons francais. {COMMANDES}"
    assert Phone(rider_of("abonner 504")).reads("english") == f"English it is. {COMMANDS}"


def test_nothing_understood_changes_nothing() -> None:
    before = rider_of("504")
    outcome = Phone(before).writes("xyzzy plugh")

    assert outcome.rider.subscriptions == before.subscriptions
    assert (outcome.rider.misses, outcome.effect) == (1, Effect.NOT_UNDERSTOOD)


@pytest.mark.parametrize(
    ("texts", "are_told"),
    [
        pytest.param(["xyzzy plugh"], False, id="one miss"),
        pytest.param(["xyzzy plugh", "foo bar"], True, id="two in a row"),
        pytest.param(["xyzzy plugh", "subscribe 9999"], True, id="a route that is none is a miss"),
        pytest.param(["xyzzy plugh", "504", "foo bar"], False, id="something understood between"),
        pytest.param(["xyzzy plugh", "king", "YES", "foo bar"], False, id="an answer between"),
        pytest.param(["xyzzy plugh", "thanks", "foo bar"], False, id="thanks between"),
        pytest.param(["xyzzy plugh", "foo bar", "qux quux"], False, id="the count begins again"),
    ],
)
def test_after_two_misses_the_commands_are_told(texts: list[str], are_told: bool) -> None:
    assert (Phone().reads(*texts) == f"You can write: {COMMANDS}") is are_told


def test_thanks_are_not_answered() -> None:
    assert Phone(rider_of("504")).writes("thanks").reply is None
