"""From translations.txt to the names of routes and stops in other languages."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

_NAMES = {"routes": "route_long_name", "stops": "stop_name"}
# Before translations.txt was in the specification, it listed texts of any table, under these columns.
_BEFORE = {"field_value": "trans_id", "language": "lang"}


class Names:
    """Names by language, of a record or of every record whose name is the same text."""

    def __init__(self, rows: Iterable[Mapping[str, str]] = ()) -> None:
        self._known: defaultdict[tuple[str, str, str], dict[str, str]] = defaultdict(dict)
        for row in rows:
            self._read(row)

    def of(self, table: str, record_id: str, text: str) -> tuple[tuple[str, str], ...]:
        """(language, name) of the record `record_id`, which `text` is the name of."""
        keys = ((table, "text", text), ("", "text", text), (table, "id", record_id))
        found: dict[str, str] = {}
        for key in keys:
            found |= self._known.get(key, {})
        return tuple(sorted(found.items()))

    def _read(self, row: Mapping[str, str]) -> None:
        table, translation = row.get("table_name", ""), row.get("translation", "")
        language = row.get("language") or row.get(_BEFORE["language"], "")
        if not (translation and language) or row.get("field_name") != _NAMES.get(table):
            return
        if record_id := row.get("record_id"):
            self._known[table, "id", record_id][language] = translation
        elif text := row.get("field_value") or row.get(_BEFORE["field_value"]):
            self._known[table, "text", text][language] = translation
