"""Questions of ours, and what counts as an answer to them."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.command import Wanted
from bot.conversation.forgetting import forget
from bot.conversation.lookup import answer_of, did_you_mean
from bot.conversation.outcome import Effect, Outcome, Setting, Situation
from bot.conversation.reply import Part, Yields, put_together
from bot.conversation.status import status_of
from bot.conversation.subscribing import CROWDS, Wish, ask_if_sure, subscribe_to
from bot.directory.subject import Subject
from models.rider import Option, Question, QuestionKind, Rider
from models.station import name_key
from models.target import feed_of


def open_question(rider: Rider, situation: Situation, setting: Setting) -> Question | None:
    """What we still wait for: a question is remembered for some minutes."""
    question = rider.question
    if question is None or situation.read_at - question.asked_at > setting.limits.question_lasts:
        return None
    return question


def confirm(rider: Rider, question: Question, situation: Situation, setting: Setting) -> Outcome:
    """What SURE does; where there is something to choose, it is asked again."""
    match question.kind:
        case QuestionKind.SURE_FORGET:
            return forget(rider, setting)
        case QuestionKind.WHICH | QuestionKind.WHICH_STATUS if len(question.options) != 1:
            subjects = [_subject(each, setting) for each in question.options]
            reply = put_together([Part(did_you_mean(subjects, setting), Yields.CUTS)])
            return Outcome(rider, reply, Effect.ASKED)
        case _:
            return _take(rider, question, question.options, situation, setting)


def choose(
    rider: Rider, question: Question, wanted: Sequence[Wanted], situation: Situation, setting: Setting
) -> Outcome | None:
    """What the rider has chosen among the options; None where it is none of them."""
    if question.kind not in {QuestionKind.WHICH, QuestionKind.WHICH_STATUS} or len(wanted) != 1:
        return None
    chosen = [each for each in question.options if name_key(wanted[0].name) in _names(each)]
    if len(chosen) != 1:
        return None
    said = replace(question, windows=wanted[0].windows or question.windows, level=wanted[0].level or question.level)
    return _take(rider, said, chosen, situation, setting)


def decline(rider: Rider, setting: Setting) -> Outcome:
    return Outcome(replace(rider, question=None), setting.say("sure.declined"), Effect.ANSWERED)


def _take(
    rider: Rider, question: Question, options: Sequence[Option], situation: Situation, setting: Setting
) -> Outcome:
    rider = replace(rider, question=None)
    subjects = [_subject(each, setting) for each in options]
    if question.kind is QuestionKind.WHICH_STATUS:
        return status_of(rider, subjects, situation, setting)
    wishes: list[Wish] = [(each, question.windows, question.level) for each in subjects]
    if question.kind is QuestionKind.WHICH and any(each.kind in CROWDS for each in subjects):
        return ask_if_sure(rider, wishes, situation.read_at, setting)
    return subscribe_to(rider, wishes, situation, setting)


def _subject(option: Option, setting: Setting) -> Subject:
    listed = setting.directory.find(option.target)
    return listed or Subject(option.target, feed_of(option.target), option.label, option.answer)


def _names(option: Option) -> set[str]:
    """What a rider may write to choose it."""
    label = name_key(option.label)
    return {name_key(option.answer), name_key(answer_of(option)), label, label.removesuffix(" station")}
