"""Whatever riders write, in any order and at any pace, some things never happen."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.commands import command as said
from bot.commands.parse import parse
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Effect, LastText, Outcome
from models.incident import AlertClass
from models.rider import QuestionKind, Rider, RiderStatus
from models.segments import count_segments
from tests.fakes.bot_world import KING, MIWAY, NOW, QUEEN, TTC, make_incident, make_outage, make_setting
from tests.fakes.phone import Phone
from tests.fakes.transit import route

STREETS = tuple(route(str(number), f"Street {number}") for number in range(2000, 2048))
FEEDS = (replace(TTC, routes=(*TTC.routes, *STREETS)), MIWAY)
MANY = " ".join(each.route.short_name for each in STREETS)
TEN_MINUTES = timedelta(minutes=10)
PHRASES = """504|501|504 and 501|subscribe king|king|kng|bathurst|511|7|the 511 please|10|ttc 10|wilson|wilson station
    subscribe wilson station|elevators wilson|escalators wilson|subscribe stop 14187|subscribe stop 504|15224
    504 weekdays 7-9am|504 sat after 10pm westbound|504 major|504 all|501 normal|subscribe|subscribe 9999
    subscribe all|all|subscribe subway|subscribe miway|504 and subway|abonner 510|abonner métro
    stop 504|remove king|remove bathurst|stop qeen|remove a|remove b and c|remove zz|remove all|remove|stop wilson
    remove elevators wilson|retirer 501|stop 504 weekdays|remove subway|stop stop 504
    status|504?|status kng|status bathrst|etat 501|more|suite|list|liste|why|mute|pause|pause 2h|resume|reprendre
    quiet 10pm-6am|quiet off|quiet|français|english|sure|yes|oui|no|non|ok|thanks|forget me|commands|hello|xyzzy plugh
    STOP|stop please|arrêt|START|YES|HELP|END||\U0001f600|'; DROP TABLE riders; --"""
TEXTS = [text.strip() for line in PHRASES.splitlines() for text in line.split("|")] + [f"subscribe {MANY}"]
STEPS = st.tuples(
    st.sampled_from(TEXTS), st.sampled_from([0, 0, 0, 1, 11]).map(lambda minutes: timedelta(minutes=minutes))
)
TALKS = st.lists(STEPS, max_size=25)
LONG = make_incident("501", "Detour at Church St. " + " ".join(f"Sentence {number} of many." for number in range(30)))
GOING_ON = [
    make_incident(),
    make_incident(text="Track work at Queen St.", alert_class=AlertClass.PLANNED),
    LONG,
    make_outage(),
    *(make_incident(text=f"Event {number} {'somewhere ' * 9}") for number in range(4)),
]


def phone_of(handling: OptOutHandling) -> Phone:
    return Phone(
        incidents=GOING_ON,
        setting=make_setting(*FEEDS, handling=handling),
        last_text=LastText(LONG, NOW, (QUEEN, KING)),
    )


def check(before: Rider, text: str, outcome: Outcome, phone: Phone) -> None:
    command, after = parse(text), outcome.rider
    is_late = before.question is not None and phone.now - before.question.asked_at > TEN_MINUTES
    check_status(before, command, outcome)
    check_subscriptions(before, command, after, is_late=is_late)
    for reply in (outcome.reply, outcome.note):
        assert reply is None or (reply and count_segments(reply) <= 2)
    subscribed = {each.target for each in after.subscriptions}
    assert {each.incident for each in outcome.told} <= {
        each.id for each in GOING_ON if subscribed.intersection(each.targets)
    }
    if outcome.is_forgotten:
        assert before.question is not None
        assert before.question.kind is QuestionKind.SURE_FORGET
        assert not is_late


def check_status(before: Rider, command: said.Command, outcome: Outcome) -> None:
    was_stopped = before.status is RiderStatus.STOPPED
    if isinstance(command, said.OptOut | said.WishToStop):
        assert outcome.rider.status is RiderStatus.STOPPED
    elif isinstance(command, said.OptIn):
        assert outcome.rider.status is RiderStatus.ACTIVE
    else:
        assert outcome.rider.status is before.status
        assert not was_stopped or outcome.rider == before
    if was_stopped and not isinstance(command, said.OptIn | said.Help):
        assert outcome.reply is None
        assert outcome.note is None
    if was_stopped and not isinstance(command, said.OptIn):
        assert outcome.told == ()


def check_subscriptions(before: Rider, command: said.Command, after: Rider, *, is_late: bool) -> None:
    had, has = ({each.target for each in rider.subscriptions} for rider in (before, after))
    assert len(after.subscriptions) == len(has) <= 50
    assert all(len(each.windows) <= 10 for each in after.subscriptions)
    match command:
        case said.Subscribe():
            assert had <= has
        case said.Unknown() | said.Sure() | said.OptIn():
            is_answer = before.question is not None and not is_late
            assert had <= has or is_answer
            assert has == had or is_answer
        case said.Unsubscribe():
            assert has <= had
            # Who names nothing keeps everything.
            assert has == had or command.wanted or command.letters or command.is_everything
            assert len(had - has) <= len(command.letters) + len(command.wanted) * 2 or command.is_everything
        case said.Resume():
            assert had == has
        case _:
            assert after.subscriptions == before.subscriptions


@settings(max_examples=150, deadline=None)
@given(TALKS, st.sampled_from(list(OptOutHandling)))
def test_a_talk_of_any_kind_keeps_its_promises(talk: list[tuple[str, timedelta]], handling: OptOutHandling) -> None:
    phone = phone_of(handling)
    for text, pause in talk:
        before = phone.rider
        check(before, text, phone.writes(text, after=pause), phone)


@settings(max_examples=100, deadline=None)
@given(TALKS, st.sampled_from(["sure", "YES", "oui", "go ahead"]))
def test_a_yes_to_nothing_changes_nothing(talk: list[tuple[str, timedelta]], yes: str) -> None:
    phone = phone_of(OptOutHandling.TWILIO)
    for text, pause in talk:
        phone.writes(text, after=pause)
    phone.writes("START", "list")
    before = phone.rider
    outcome = phone.writes(yes)

    assert outcome.effect in {Effect.ANSWERED, Effect.OPTED_IN}
    assert outcome.rider.subscriptions == before.subscriptions
