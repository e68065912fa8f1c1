"""How much an alert matters to a rider: by its severity, else by its effect, else by what it says."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from models.alert import Alert
from models.incident import AlertClass, Incident, Why
from pipeline.deciding.rules import Rules
from pipeline.words.devices import device_in
from pipeline.words.lexicon import Lexicon, Vocabulary
from pipeline.words.resumption import signal_among
from pipeline.words.wording import Wording, wordings

_BY_EFFECT = {
    "NO_SERVICE": AlertClass.URGENT,
    "SIGNIFICANT_DELAYS": AlertClass.URGENT,
    "REDUCED_SERVICE": AlertClass.URGENT,
    "DETOUR": AlertClass.URGENT,
    "STOP_MOVED": AlertClass.URGENT,
    "MODIFIED_SERVICE": AlertClass.PLANNED,
    "ACCESSIBILITY_ISSUE": AlertClass.ACCESS,
    "NO_EFFECT": AlertClass.INFO,
    "ADDITIONAL_SERVICE": AlertClass.INFO,
}
_BY_SEVERITY = {"INFO": AlertClass.INFO, "WARNING": AlertClass.URGENT, "SEVERE": AlertClass.URGENT}
# In this order: what keeps riders from travelling before what they like to know.
_BY_TEXT = {
    "losses": AlertClass.URGENT,
    "access": AlertClass.ACCESS,
    "info": AlertClass.INFO,
    "stops": AlertClass.URGENT,
    "changes": AlertClass.PLANNED,
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """An alert's class, and what decided it."""

    alert_class: AlertClass
    why: Why

    @property
    def is_urgent(self) -> bool:
        return self.alert_class is AlertClass.URGENT


def classify(alert: Alert, lexicon: Lexicon, rules: Rules, now: datetime) -> Judgement:
    """The class of an alert that is seen for the first time."""
    # A severe elevator outage still concerns only those who need the elevator.
    if _BY_EFFECT.get(alert.effect) is AlertClass.ACCESS:
        return Judgement(AlertClass.ACCESS, Why("effect", alert.effect))
    said = wordings(alert)
    if signal := signal_among(said, lexicon):
        return Judgement(AlertClass.INFO, Why("text", signal[1]))
    found = _by_fields(alert, now) or _by_text(said, lexicon)
    if found.alert_class is not AlertClass.URGENT:
        return found
    if is_announced_ahead(alert, rules, now):
        return Judgement(AlertClass.PLANNED, Why("ahead", _when(alert, now)))
    if coming := _speaks_ahead(said, lexicon, found):
        return Judgement(AlertClass.PLANNED, Why("ahead", coming))
    return found


def reclassify(incident: Incident, alert: Alert, lexicon: Lexicon, rules: Rules, now: datetime) -> Judgement:
    """The class of a known incident that now says `alert`: what was announced ahead stays planned when it begins."""
    before = Judgement(incident.alert_class, incident.judged)
    if _nature(alert) == _nature(incident.alert) and not _is_by_words(incident, alert):
        return before
    found = classify(alert, lexicon, rules, now)
    # It was urgent before somebody wrote when it is to end.
    is_softened = found.why.rule == "ahead" and incident.is_urgent and alert.is_active(now)
    return before if is_softened or (found.is_urgent and _begins_as_announced(incident, rules, now)) else found


def is_announced_ahead(alert: Alert, rules: Rules, now: datetime) -> bool:
    """Whether its next period begins later than an hour from now."""
    soon = now + timedelta(seconds=rules.ahead_s)
    coming = [period for period in alert.active_periods if period.end is None or period.end > now]
    return bool(coming) and all(period.start is not None and period.start > soon for period in coming)


def began_at(alert: Alert, now: datetime) -> datetime | None:
    """When the period that runs now began; None where the feed does not say."""
    starts = [period.start for period in alert.active_periods if period.contains(now) and period.start is not None]
    return max(starts, default=None)


def _is_by_words(incident: Incident, alert: Alert) -> bool:
    """Whether the class hangs on words that have changed."""
    has_new_words = (alert.header_text, alert.description_text) != (
        incident.alert.header_text,
        incident.alert.description_text,
    )
    return has_new_words and incident.judged.rule in {"text", "ahead", "forgotten"}


def _begins_as_announced(incident: Incident, rules: Rules, now: datetime) -> bool:
    """Whether it is time for what was announced: "There is no service" under another id and start is no news then."""
    if incident.alert_class is not AlertClass.PLANNED or incident.judged.rule != "ahead":
        return False
    soon = now + timedelta(seconds=rules.ahead_s)
    periods = [each for entity in incident.entities for each in entity.active_periods]
    return any(each.start and each.start <= soon and (each.end is None or each.end > now) for each in periods)


def _nature(alert: Alert) -> tuple[object, ...]:
    starts = {period.start for period in alert.active_periods}
    return alert.effect, alert.severity_level, frozenset(starts)


def _by_fields(alert: Alert, now: datetime) -> Judgement | None:
    """What severity, else effect decide; None where neither says anything."""
    if found := _BY_SEVERITY.get(alert.severity_level):
        return Judgement(found, Why("severity", f"{alert.severity_level}, {_when(alert, now)}"))
    if found := _BY_EFFECT.get(alert.effect):
        return Judgement(found, Why("effect", f"{alert.effect}, {_when(alert, now)}"))
    return None


def _by_text(said: Sequence[Wording], lexicon: Lexicon) -> Judgement:
    """What the header says, else the description; who understands neither wakes nobody."""
    for wording in said:
        if found := _judged(wording, lexicon):
            return found
    return Judgement(AlertClass.INFO, Why("text", "no words known"))


def _judged(wording: Wording, lexicon: Lexicon) -> Judgement | None:
    words = lexicon.of(wording)
    text = words.harmless.without(wording.text)
    device = device_in(words, text)
    nothing_runs = words.no_service.find(text)
    # "No elevator service" and "the elevator is not operating" are no loss of trains.
    if nothing_runs and not (device and words.out_of_service.find(f" {nothing_runs} ")):
        return Judgement(AlertClass.URGENT, Why("text", lexicon.quote("no_service", nothing_runs)))
    if device and (broken := words.out_of_service.find(text)):
        quoted = lexicon.quote("out_of_service", broken)
        return Judgement(AlertClass.ACCESS, Why("text", f"{device}, {quoted}"))
    return next(_listed(words, text, lexicon), None)


def _listed(words: Vocabulary, text: str, lexicon: Lexicon) -> Iterator[Judgement]:
    for key, alert_class in _BY_TEXT.items():
        if phrase := getattr(words, key).find(text):
            yield Judgement(alert_class, Why("text", lexicon.quote(key, phrase)))


def _speaks_ahead(said: Sequence[Wording], lexicon: Lexicon, found: Judgement) -> str | None:
    """The words that put the loss into the future, whatever the periods say."""
    for wording in said:
        words = lexicon.of(wording)
        # "No service. It will resume on Monday": what is coming is the good part.
        text = words.good_news.without(words.harmless.without(wording.text))
        if phrase := words.ahead.find(text):
            return lexicon.quote("ahead", phrase)
        if found.why.rule != "text":
            return None
    return None


def _when(alert: Alert, now: datetime) -> str:
    if alert.is_active(now):
        return "running now"
    if not alert.starts_after(now):
        return "over" if alert.has_ended(now) else "between its periods"
    first = min(period.start for period in alert.active_periods if period.start is not None)
    minutes = (first - now) // timedelta(minutes=1)
    return f"starts in {minutes} min" if minutes < 120 else f"starts in {minutes // 60} h"
