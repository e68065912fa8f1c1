"""What names stand for, and sentences about those that stand for nothing, or for several things."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.commands.command import Wanted
from bot.conversation.names import name_of
from bot.conversation.outcome import Setting
from bot.conversation.reply import Part, Yields, quoted
from bot.directory.subject import Found, Match, NotFound, Subject, Suggested, Tie
from models.rider import Option, Question, QuestionKind, Rider
from models.target import TargetKind, feed_of, kind_of

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


def problems(heard: Iterable[Heard], setting: Setting) -> list[Part]:
    """What to say about the names that were not plain."""
    return [Part(text, Yields.CUTS) for text in dict.fromkeys(_problems(heard, setting))]


def question_about(heard: Iterable[Heard], now: datetime, kind: QuestionKind = QuestionKind.WHICH) -> Question | None:
    """What the first name that was not plain makes us ask."""
    for each in heard:
        if isinstance(each.match, Tie | Suggested):
            return Question(
                kind,
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
        return setting.say("lookup.did_you_mean", label=_bare(only, name), answer=answer_of(only))
    return setting.say("lookup.did_you_mean_one", choices=_choices(subjects, setting))


def answer_of(offered: Subject | Option) -> str:
    """What the rider is asked to reply: of a stop its number alone, for "STOP 15224" would end it."""
    is_stop = kind_of(offered.target) is TargetKind.STOP
    return offered.answer.removeprefix("STOP ") if is_stop else offered.answer


def _problems(heard: Iterable[Heard], setting: Setting) -> Iterator[str]:
    for each in heard:
        match each.match:
            case NotFound(name):
                # Nothing of a name in another script could be repeated.
                known = quoted(name)
                yield (
                    setting.say("lookup.not_found", name=known) if known.strip('" .') else setting.say("lookup.nothing")
                )
            case Tie("", subjects):
                # "ALL", where there are several agencies.
                yield did_you_mean(subjects, setting)
            case Tie(name, subjects):
                yield setting.say("lookup.tie", name=quoted(name), choices=_choices(subjects, setting))
            case Suggested(name, subjects):
                yield setting.say("lookup.unknown_name", name=quoted(name), question=did_you_mean(subjects, setting))
            case Found():
                pass


def _choices(subjects: Sequence[Subject], setting: Setting) -> str:
    return " / ".join(_choice(each, setting) for each in subjects[:MOST_NAMED])


def _choice(subject: Subject, setting: Setting) -> str:
    """What the rider reads, such that they know what to reply: "7 Bathurst", "TTC 10", "Wilson Station (WILSON)"."""
    name = name_of(subject.target, subject.label, setting)
    answer = answer_of(subject)
    if name.casefold().startswith(answer.casefold()):
        return name
    if name.split()[0] in answer.split():
        return answer
    return setting.say("lookup.choice", answer=answer, label=_bare(subject, name))


def _bare(subject: Subject, name: str) -> str:
    """A stop's name without its number, which stands in its answer."""
    return name.removesuffix(f" ({answer_of(subject)})")
