"""One text for several elevators and escalators of a station that fail, or come back, together."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.alert import version_in
from models.composing import MOST_SEGMENTS, Notice, is_quoted, lead_of, told_by
from models.delivery import Kind
from models.incident import RELISTED, REOPENED
from models.moments import clock_time
from models.prose.english import is_english
from models.prose.naming import name_of
from models.prose.outages import Outage, find_outage, find_return, in_short
from models.segments import count_segments, fit, thrifty
from models.station import Device
from models.when import ends

# What is said of the device itself stands in front of what else there is to know about it.
_LOOKED_AT = 2


@dataclass(frozen=True, slots=True)
class Share:
    """What one device's notice puts into a text of several; only those with the same `key` can be put together.

    `end` is until when it is out, where somebody has announced that.
    """

    notice: Notice
    outage: Outage
    sign: str
    end: str
    lead: str

    @property
    def is_back(self) -> bool:
        return _tells_return(self.notice)

    @property
    def key(self) -> tuple[str, str, bool]:
        """What they must have in common: how the text begins, the station, and what is said of the devices."""
        return self.lead, self.notice.station.target if self.notice.station else "", self.is_back


def share_of(notice: Notice) -> Share | None:
    """What the notice puts into a text of several; None where it has more to say than which device it is."""
    if notice.routes or notice.station is None or not _is_about_state(notice):
        return None
    units = told_by(notice)
    find = find_return if _tells_return(notice) else find_outage
    name = name_of(notice.station, notice.wording.language)
    found = (find(each.text, name) for each in units[:_LOOKED_AT])
    outage = next((each for each in found if each is not None), None)
    if outage is None or any(each.is_instead for each in units):
        return None
    said = " ".join(each.text for each in units)
    end = "" if notice.kind is Kind.CLEAR else ends(notice, said)
    return Share(notice, outage, _sign(notice, outage.place, said), end, lead_of(notice, ""))


def compose_together(shares: Sequence[Share]) -> str:
    """The text for all of them: at most two segments, one where the places fit into it.

    >>> # Wilson Station: 2 elevators out: concourse to northbound platform; bus bay. TTC 8:12a
    """
    for segments in range(1, MOST_SEGMENTS + 1):
        for label in (_place, _on_sign):
            text = _text(shares, label, len(shares))
            if count_segments(text) <= segments:
                return _signed(shares, text, segments)
    if all(each.outage.number for each in shares):
        text = _text(shares, _number, len(shares))
        if count_segments(text) <= MOST_SEGMENTS:
            return _signed(shares, text, MOST_SEGMENTS)
    # As many as there is room for; how many they are is said first.
    fitting = (_text(shares, _on_sign, shown) for shown in range(len(shares) - 1, -1, -1))
    return next((each for each in fitting if count_segments(each) <= MOST_SEGMENTS), "") or fit(
        _text(shares, _on_sign, 0), MOST_SEGMENTS
    )


def _is_about_state(notice: Notice) -> bool:
    """Whether it says that something is out or back, and not what has changed about it."""
    is_again = notice.kind is Kind.UPDATE and notice.why.rule in {REOPENED, RELISTED}
    return notice.kind in {Kind.FIRST, Kind.CLEAR} or is_again


def _tells_return(notice: Notice) -> bool:
    return notice.kind is Kind.CLEAR and not is_quoted(notice)


def _sign(notice: Notice, place: str, said: str) -> str:
    version = version_in(notice.wording.language, notice.alert.header_text or notice.alert.description_text)
    return in_short(place) if is_english(said, version.language if version else None) else place


def _text(shares: Sequence[Share], label: Callable[[Share], str], shown: int) -> str:
    said = []
    for device in Device:
        if group := [each for each in shares if each.outage.device is device]:
            named = min(shown, len(group))
            said.append(_group(group, label, named))
            shown -= named
    return thrifty(" ".join([shares[0].lead, *said]))


def _group(group: Sequence[Share], label: Callable[[Share], str], shown: int) -> str:
    """How many they are, until when, and where: `2 elevators out: bus bay; northbound platform.`."""
    first = group[0]
    name = f"devices.{first.outage.device}{'s' if len(group) > 1 else ''}_{'back' if first.is_back else 'out'}"
    said = first.notice.wording.say(name, count=len(group))
    until = {each.end for each in group}
    end = f" {first.end}" if first.end and len(until) == 1 else ""
    left = f" +{len(group) - shown}" if shown < len(group) else ""
    return f"{said}{end}: {'; '.join(_labels(group, label)[:shown])}{left}." if shown else f"{said}{end}."


def _labels(group: Sequence[Share], label: Callable[[Share], str]) -> list[str]:
    """The label of each; with its number where two would read the same."""
    labels = [label(each) for each in group]
    return [
        f"{share.outage.number} {said}".strip() if labels.count(said) > 1 and said != share.outage.number else said
        for share, said in zip(group, labels, strict=True)
    ]


def _place(share: Share) -> str:
    return share.outage.place or share.outage.number


def _on_sign(share: Share) -> str:
    return share.sign or share.outage.number


def _number(share: Share) -> str:
    return share.outage.number


def _signed(shares: Sequence[Share], text: str, segments: int) -> str:
    """The text, with who says it and when where there is room."""
    notice = shares[0].notice
    longer = thrifty(f"{text} {notice.agency} {clock_time(notice.at, notice.zone, notice.wording)}")
    return longer if count_segments(longer) <= segments else text
