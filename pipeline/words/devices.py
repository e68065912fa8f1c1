"""Elevator or escalator: riders who need the one rarely need the other."""

from models.alert import Alert
from models.station import Device
from pipeline.words.lexicon import Lexicon, Vocabulary
from pipeline.words.wording import wordings


def device_of(alert: Alert, lexicon: Lexicon) -> Device | None:
    """The device that the alert is about: the one that it names first."""
    found = (device_in(lexicon.of(wording), wording.text) for wording in wordings(alert))
    return next((device for device in found if device), None)


def device_in(words: Vocabulary, text: str) -> Device | None:
    """The same of one text."""
    named = ((Device.ELEVATOR, words.elevator.find(text)), (Device.ESCALATOR, words.escalator.find(text)))
    places = {text.index(f" {word} "): device for device, word in named if word}
    # "Escalator 6 is out of service, use elevator 9": the way round comes second.
    return places[min(places)] if places else None
