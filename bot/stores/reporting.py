"""What the operator sees of reports that are written down: metrics, and log lines that name each text."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import structlog

from bot import metrics
from bot.stores.outcome_labels import OutcomeLabels, priority_label
from models.delivery import DeliveryState, occasion_name
from models.documents.reacting import Failure
from models.provider_codes import LOUD, provider_codes
from models.reports import Receipt, Reported
from runtime.mongo import Row

MOST_NAMED = 100  # texts in one line: some collectors cut lines of more than 16 kB
# What a row tells of its text, beside where it stands.
FIELDS = ("targets", "incident", "revision", "occasion", "priority", "event_at", "reason")
log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class Change:
    """A row as it was read, as it is to be, and the reports that make it so."""

    row: Row
    before: Reported
    after: Reported
    news: Sequence[Receipt]

    @property
    def about(self) -> str:
        return occasion_name(self.row.get("incident", ""), self.row.get("revision", 0), self.row.get("occasion", ""))


def show(changes: Sequence[Change], labels: OutcomeLabels) -> None:
    """Count what the reports tell, and say it."""
    for change in changes:
        for receipt in change.news:
            metrics.REPORTED.labels(*labels.of(receipt, change.row.get("targets", ()))).inc()
            if receipt.error_code is not None:
                metrics.REPORT_ERRORS.labels(provider_codes().reaction_of(receipt.error_code).value).inc()
            if receipt.state is DeliveryState.DELIVERED:
                _time(change.row)
        if change.after.state is DeliveryState.RETRY:
            metrics.ONCE_MORE.inc()
    _say(changes)


def say_failures(failures: Sequence[Failure]) -> None:
    """Tell operators, once a batch for each code, what only they can mend."""
    codes = provider_codes()
    for code, count in Counter(each.code for each in failures).items():
        if codes.reaction_of(code) in LOUD:
            log.error("texts.failed", code=code, count=count, hint=codes.hint_of(code))
        elif code not in codes.listed:
            log.warning("texts.failed", code=code, count=count, hint=codes.hint_of(code))


def _time(row: Row) -> None:
    """Show how long the text took; what waited for its hour has gone again without a reason."""
    was_held = row["attempt"] > 1 and row.get("reason") is None
    if row.get("event_at") is not None and not was_held:
        took_s = (row["now"] - row["event_at"]).total_seconds()
        metrics.CHANGE_TO_DELIVERED.labels(priority_label(row.get("priority"))).observe(max(0.0, took_s))


def _say(changes: Sequence[Change]) -> None:
    """One line for many texts that were reported alike: a crowd's reports come by the thousand."""
    alike: dict[tuple[str, str, int | None], dict[str, str]] = defaultdict(dict)
    for change in changes:
        for each in change.news:
            alike[change.about, each.state.value, each.error_code][each.delivery] = each.sid
    for (about, state, code), texts in alike.items():
        found = list(texts.items())
        facts = {} if code is None else {"code": code}
        for start in range(0, len(found), MOST_NAMED):
            log.info("texts.reported", about=about, state=state, **facts, texts=dict(found[start : start + MOST_NAMED]))
