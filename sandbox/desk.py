"""Where alerts are raised, changed and cleared on a demonstration's feed, at the terminal or on the page."""

from collections.abc import Callable, Sequence

from sandbox.alert_board import AlertBoard


class Desk:
    """The board, and the note that everybody reads of each change."""

    def __init__(self, board: AlertBoard, note: Callable[[str], None]) -> None:
        self.board = board
        self._note = note

    def raise_alert(self, routes: Sequence[str], text: str, *, effect: str = "NO_SERVICE") -> str:
        """Put an alert on the feed; its id."""
        alert = self.board.raise_alert(list(routes), text, effect=effect)
        self._note(f"feed + {alert}: {text}")
        return alert

    def change(self, alert: str, text: str) -> None:
        """Replace the text of an alert.

        Raises:
            KeyError: no such alert.
        """
        self.board.change(alert, text)
        self._note(f"feed ~ {alert}: {text}")

    def clear(self, alert: str) -> None:
        """Take an alert off the feed.

        Raises:
            KeyError: no such alert.
        """
        self.board.clear(alert)
        self._note(f"feed - {alert}")
