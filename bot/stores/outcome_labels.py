"""The labels under which what became of texts is counted: few enough for any agency, whatever the provider sends."""

from collections.abc import Iterable

from models.priority import Priority
from models.provider_codes import provider_codes
from models.reports import Receipt
from models.target import TargetKind, kind_of

OTHER = "other"
MOST_ROUTES = 300


class OutcomeLabels:
    """State, error code and route of a report; the routes that come after the first 300 are counted together."""

    def __init__(self, *, most_routes: int = MOST_ROUTES) -> None:
        self._most_routes = most_routes
        self._routes: set[str] = set()

    def of(self, receipt: Receipt, targets: Iterable[str]) -> tuple[str, str, str]:
        return receipt.state.value, _error(receipt.error_code), self._route(targets)

    def _route(self, targets: Iterable[str]) -> str:
        route = next((each for each in targets if kind_of(each) is TargetKind.ROUTE), OTHER)
        if len(self._routes) < self._most_routes:
            self._routes.add(route)
        return route if route in self._routes else OTHER


def priority_label(number: int | None) -> str:
    """The priority of a text as its row has it; rows of an older version have none."""
    return Priority(number or 0).name.lower()


def _error(code: int | None) -> str:
    if code is None:
        return ""
    return str(code) if code in provider_codes().listed else OTHER
