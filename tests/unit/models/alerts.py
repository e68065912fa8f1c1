"""Alerts and routes for tests of what riders read."""

from datetime import UTC, datetime

from models.alert import Alert, Translation
from models.composing import Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.route import Route
from tests.wordings import ENGLISH

KING = Route("ttc/route/504", "ttc", "504", "504", "King", 0)
QUEEN = Route("ttc/route/501", "ttc", "501", "501", "Queen", 0)
LINE_2 = Route("ttc/route/2", "ttc", "2", "2", "Bloor-Danforth Line", 1)
UNLISTED = Route("ttc/route/504", "ttc", "504")
MORNING = datetime(2026, 3, 9, 12, 12, tzinfo=UTC)  # 8:12 in Toronto


def alert(header: str = "", description: str = "", **fields: object) -> Alert:
    return Alert(
        "63935",
        header_text=(Translation(header, "en"),) if header else (),
        description_text=(Translation(description, "en"),) if description else (),
        **fields,  # type: ignore[arg-type]  # the table names the fields
    )


def text(about: Alert, *routes: Route, kind: Kind = Kind.FIRST, rule: str = "new") -> str:
    return compose(Notice(kind, about, routes, "TTC", "America/Toronto", Why(rule), MORNING, ENGLISH))
