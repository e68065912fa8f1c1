"""What names stand for, and sentences about those that stand for nothing, or for several things."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.command import Wanted
from bot.conversation.names import name_of
from bot.conversation.outcome import Setting
from bot.conversation.reply import Part, Yields, quoted
from bot.directory.subject import Found, Match, NotFound, Subject, Suggested, Tie
from models.rider import Option, Question, QuestionKind, Rider
from models.target import feed_of

MOST_NAMED = 4  # things of one name that a reply lists


@dataclass(frozen=True, slots=True)
class Heard:
    """One thing that a rider named, with what it may mean."""

    wanted: Wanted
    match: Match


def hear(rider: Rider, wanted: Iterable[Wanted], setting: Setting) -> tuple[Heard, ...]:
    """What each name means to this rider: another agency's route 10 is hardly meant."""
    feeds = feeds_of(rider)
    found = (Heard(each, match) for each in wanted for match in setting.directory.resolve(each, feeds=feeds))
    return tuple(dict.fromkeys(found))


def feeds_of(rider: Rider) -> frozenset[str]:
    return frozenset(feed_of(each.target) for each in rider.subscriptions)


def found_subjects(heard: Iterable[Heard]) -> list[Subject]:
    """The things that are plainly meant, each once."""
    subjects = {each.match.subject.target: each.match.subject for each in heard if isinstance(each.match, Found)}
    return list(subjects.values())


def problems(heard: Iterable[Heard], setting: Setting) -> list[Part]:
    """What to say about the names that were not plain."""
    return [Part(text, Yields.CUTS) for text in dict.fromkeys(_problems(heard, setting))]


def question_about(heard: Iterable[Heard], now: datetime) -> Question | None:
    """What the first name that was not plain makes us ask."""
    for each in heard:
        if isinstance(each.match, Tie | Suggested):
            return Question(
                QuestionKind.WHICH,
                now,
                tuple(Option(one.target, one.label, one.answer) for one in each.match.subjects[:MOST_NAMED]),
                each.wanted.windows,
                each.wanted.level,
            )
    return None


def others_of(heard: Iterable[Heard], setting: Setting) -> Part:
    """The things that share a name with those found (504 King, 304 King)."""
    others = [each for one in heard if isinstance(one.match, Found) for each in one.match.others]
    names = list(dict.fromkeys(name_of(each.target, each.label, setting) for each in others))
    text = setting.say("subscribe.also", others=", ".join(names[:MOST_NAMED])) if names else ""
    return Part(text, Yields.DROPS)


def did_you_mean(subjects: Sequence[Subject], setting: Setting) -> str:
    """Asks which of these was meant, and says what to write."""
    if len(subjects) == 1:
        only = subjects[0]
        name = name_of(only.target, only.label, setting)
        return setting.say("lookup.did_you_mean", label=name, answer=only.answer)
    return setting.say("lookup.did_you_mean_one", choices=_choices(subjects, setting))


def is_plain(heard: Collection[Heard]) -> bool:
    return bool(heard) and all(isinstance(each.match, Found) for each in heard)


def _problems(heard: Iterable[Heard], setting: Setting) -> Iterator[str]:
    for each in heard:
        match each.match:
            case NotFound(name):
                yield setting.say("lookup.not_found", name=quoted(name))
            case Tie(name, subjects):
                yield setting.say("lookup.tie", name=quoted(name), choices=_choices(subjects, setting))
            case Suggested(name, subjects):
                yield setting.say("lookup.unknown_name", name=quoted(name), question=did_you_mean(subjects, setting))
            case Found():
                pass


def _choices(subjects: Sequence[Subject], setting: Setting) -> str:
    """Labels, each with its answer where it does not begin so: "7 Bathurst / Wilson (TTC 96)"."""
    named = []
    for each in subjects[:MOST_NAMED]:
        name = name_of(each.target, each.label, setting)
        starts_so = name.casefold().startswith(each.answer.casefold())
        named.append(name if starts_so else setting.say("lookup.choice", answer=each.answer, label=name))
    return " / ".join(named)
