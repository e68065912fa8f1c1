"""An operator's words to those who were told something wrong."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from models.composing import MOST_SEGMENTS
from models.delivery import Slot, delivery_id
from models.event import AlertEvent
from models.rider import Rider
from models.segments import count_segments, thrifty
from models.wording import DEFAULT_LANGUAGE, Wordings
from notifier.deciding.texts import OutboundMessage, Owed


class TooLongError(Exception):
    """A correction does not fit into the segments that a text may have."""


@dataclass(frozen=True, slots=True)
class Correction:
    """The words by language, those of the default language at least."""

    texts: Mapping[str, str]

    @property
    def name(self) -> str:
        """The same for the same words: said twice by mistake, it is one correction."""
        said = "\n".join(f"{language} {self.texts[language]}" for language in sorted(self.texts))
        return hashlib.sha256(said.encode()).hexdigest()[:12]

    def said(self, language: str, wordings: Wordings) -> str:
        """The whole text for riders of that language."""
        spoken = language if language in self.texts else DEFAULT_LANGUAGE
        return thrifty(f"{wordings.of(spoken).say('alert.correction')} {self.texts[spoken]}")


def parse_correction(texts: Mapping[str, str], wordings: Wordings) -> Correction:
    """The correction that an operator wrote.

    Raises:
        TooLongError: the message says by how much.
    """
    correction = Correction({language: " ".join(text.split()) for language, text in texts.items()})
    for language in correction.texts:
        said = correction.said(language, wordings)
        segments = count_segments(said)
        if segments > MOST_SEGMENTS:
            raise TooLongError(
                f"the text ({language}) takes {segments} segments with {len(said)} characters; "
                f"{MOST_SEGMENTS} are the most: write less"
            )
    return correction


def correcting_text(
    rider: Rider, event: AlertEvent, correction: Correction, owed: Owed, wordings: Wordings
) -> OutboundMessage:
    """The text that tells `rider` the correction, once for each correction of an incident."""
    body = correction.said(rider.language, wordings)
    occasion = correction.name
    return OutboundMessage(
        delivery=delivery_id(incident=event.incident, occasion=occasion, slot=Slot.CORRECTION, subscriber=rider.id),
        subscriber=rider.id,
        incident=event.incident,
        revision=event.revision,
        occasion=occasion,
        slot=Slot.CORRECTION,
        kind=owed.kind,
        body=body,
        segments=count_segments(body),
        useful_until=owed.useful_until,
        attempt=0 if owed.not_before else 1,
        event_at=event.at,
        not_before=owed.not_before,
    )
