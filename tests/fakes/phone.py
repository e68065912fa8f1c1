"""A rider's phone in a conversation with the bot: remembers the rider, lets time pass, reads as MongoDB would."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.commands.parse import parse, spoken_language
from bot.conversation.decide import decide
from bot.conversation.outcome import LastText, Outcome, Setting, Situation, answered
from bot.conversation.wants import Wants, wants_of
from models.incident import Incident
from models.rider import Rider
from tests.fakes.bot_world import NEW, NOW, make_setting, make_sid


@dataclass
class Phone:
    """Whoever writes to the bot; `incidents` are all that are open, whether the rider has asked about them or not."""

    rider: Rider = NEW
    incidents: Sequence[Incident] = ()
    setting: Setting = field(default_factory=make_setting)
    last_text: LastText | None = None
    now: datetime = NOW

    def writes(self, *texts: str, after: timedelta = timedelta()) -> Outcome:
        """What came of the last of the texts; `after` passes before the first."""
        self.now += after
        for text in texts:
            outcome = self._writes(text)
        return outcome

    def reads(self, *texts: str, after: timedelta = timedelta()) -> str:
        """The reply to the last of the texts; "" for none."""
        return self.writes(*texts, after=after).reply or ""

    def has(self) -> list[str]:
        """What the rider is subscribed to."""
        return [each.label for each in self.rider.subscriptions]

    def _writes(self, text: str) -> Outcome:
        command = parse(text)
        situation = self._read(wants_of(command, self.setting))
        outcome = decide(self.rider, command, situation, self.setting, spoken=spoken_language(text))
        forgotten = Rider(NEW.id, NEW.phone, NEW.sender)
        self.rider = forgotten if outcome.is_forgotten else answered(outcome, make_sid(self.rider.version))[0]
        return outcome

    def _read(self, wants: Wants) -> Situation:
        """No more than was wanted."""
        targets = set(wants.targets)
        if wants.is_own:
            targets |= {each.target for each in self.rider.subscriptions}
            targets |= set(self.rider.more.targets if self.rider.more else ())
        if wants.is_answer and self.rider.question:
            targets |= {each.target for each in self.rider.question.options}
        begun = self.rider.more.incident if wants.is_own and self.rider.more else ""
        return Situation(
            self.now,
            tuple(each for each in self.incidents if targets.intersection(each.targets)),
            self.last_text if wants.is_about_last_text else None,
            next((each for each in self.incidents if each.id == begun), None),
        )
