"""What we answer to what we did not understand: the nearest thing that would work, never a guess."""

from bot.commands.command import UnclearHours, Unknown
from bot.conversation.lookup import did_you_mean, hear, question_about
from bot.conversation.outcome import Effect, Outcome, Setting, Situation, asked
from bot.conversation.reply import Part, Yields, put_together, quoted
from bot.directory.subject import Found, Subject, Suggested, Tie
from models.rider import Option, Question, QuestionKind, Rider

MISSES = 2  # in a row; then the commands are told


def not_understood(rider: Rider, command: Unknown | UnclearHours, situation: Situation, setting: Setting) -> Outcome:
    if isinstance(command, UnclearHours):
        return Outcome(rider, setting.say("subscribe.hours_unclear"), Effect.NOT_UNDERSTOOD)
    for each in hear(rider, command.wanted, setting):
        match each.match:
            case Found(_, subject):
                question = Question(
                    QuestionKind.WHICH, situation.read_at, (_option(subject),), each.wanted.windows, each.wanted.level
                )
                return asked(rider, _reply(did_you_mean([subject], setting)), question)
            case Tie(_, subjects) | Suggested(_, subjects):
                open_now = question_about([each], situation.read_at)
                if open_now:
                    return asked(rider, _reply(did_you_mean(subjects, setting)), open_now)
    words = quoted(command.text)
    # Nothing of a text in another script could be repeated.
    is_said = words.strip('" .')
    reply = setting.say("words.not_understood", words=words) if is_said else setting.say("lookup.nothing")
    return Outcome(rider, _reply(reply), Effect.NOT_UNDERSTOOD)


def _option(subject: Subject) -> Option:
    return Option(subject.target, subject.label, subject.answer)


def _reply(text: str) -> str:
    return put_together([Part(text, Yields.CUTS)])
