"""What we say about names that are not plain."""

import pytest

from bot.commands.command import Wanted
from bot.conversation.lookup import answer_of, did_you_mean, feeds_of, hear, problems, question_about
from bot.directory.subject import Found, Subject
from models.rider import QuestionKind
from tests.fakes.bot_world import KING, MIWAY, NEW, NOW, TTC, make_setting
from tests.fakes.phone import Phone

SETTING = make_setting()
THE_504 = Subject(KING, "ttc", "504 King", "504")
WILSON = Subject("ttc/station/wilson", "ttc", "Wilson Station", "WILSON")
STOP = Subject("ttc/stop/15224", "ttc", "Bathurst St at Niagara St (15224)", "STOP 15224")
TTC_10 = Subject("ttc/route/10", "ttc", "10 Van Horne", "TTC 10")


@pytest.mark.parametrize(
    ("subjects", "english", "french"),
    [
        pytest.param(
            [THE_504],
            "Did you mean 504 King? Reply 504.",
            "Vouliez-vous dire 504 King? Répondez 504.",
            id="a route",
        ),
        pytest.param(
            [STOP],
            "Did you mean Bathurst St at Niagara St? Reply 15224.",
            "Vouliez-vous dire Bathurst St at Niagara St? Répondez 15224.",
            id="a stop by its number: STOP 15224 would end it",
        ),
        pytest.param(
            [THE_504, WILSON],
            "Did you mean one of these? 504 King / Wilson Station. Reply with one.",
            "Vouliez-vous dire: 504 King / Wilson Station? Répondez par un choix.",
            id="what begins with its answer",
        ),
        pytest.param(
            [TTC_10, STOP],
            "Did you mean one of these? TTC 10 / Bathurst St at Niagara St (15224). Reply with one.",
            "Vouliez-vous dire: TTC 10 / Bathurst St at Niagara St (15224)? Répondez par un choix.",
            id="what does not",
        ),
    ],
)
def test_what_to_reply_is_said_with_the_name(subjects: list[Subject], english: str, french: str) -> None:
    assert did_you_mean(subjects, SETTING) == english
    assert did_you_mean(subjects, SETTING.speaking("fr")) == french


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("9999", ['We do not know "9999". Write only the route, for example 504.'], id="no such number"),
        pytest.param("\u05e7\u05d5", ["We do not know that route. Write its number, for example 504."], id="Hebrew"),
        pytest.param("KNG", ['We do not know "KNG". Did you mean 504 King? Reply 504.'], id="misspelt"),
        pytest.param("BATHURST", ['Which "BATHURST"? 7 Bathurst / 511 Bathurst. Reply with one.'], id="a tie"),
        pytest.param("504", [], id="plain"),
    ],
)
def test_a_name_that_is_not_plain_is_spoken_about(name: str, said: list[str]) -> None:
    heard = hear(NEW, [Wanted(name)], SETTING)

    assert [part.text for part in problems(heard, SETTING)] == said


def test_the_same_problem_is_said_once() -> None:
    heard = hear(NEW, [Wanted("9999"), Wanted("9999")], SETTING)

    assert len(problems(heard, SETTING)) == 1


def test_the_first_name_that_is_not_plain_is_asked_about() -> None:
    heard = hear(NEW, [Wanted("504"), Wanted("BATHURST"), Wanted("KNG")], SETTING)
    question = question_about(heard, NOW)

    assert question is not None
    assert (question.kind, [each.answer for each in question.options]) == (QuestionKind.WHICH, ["7", "511"])


def test_plain_names_and_unknown_ones_are_not_asked_about() -> None:
    assert question_about(hear(NEW, [Wanted("504"), Wanted("9999")], SETTING), NOW) is None


def test_a_rider_of_one_agency_means_its_route() -> None:
    phone = Phone(setting=make_setting(TTC, MIWAY))
    phone.writes("504")
    [heard] = hear(phone.rider, [Wanted("10")], phone.setting)

    assert feeds_of(phone.rider) == {"ttc"}
    assert isinstance(heard.match, Found)
    assert heard.match.subject.label == "10 Van Horne"


def test_of_what_is_no_stop_the_answer_is_its_own() -> None:
    assert [answer_of(each) for each in (THE_504, WILSON, STOP)] == ["504", "WILSON", "15224"]
