"""Where alerts are raised, changed and cleared on a demonstration's feed, at the terminal or on the page."""

from collections.abc import Callable, Sequence

from sandbox.alert_board import AlertBoard

HELP = """\
  /alert 504 No service Broadview to Parliament, collision
                           put an alert on the feed; several routes: /alert 504,501 ...
  /change 80001 Detour via Queen St
                           change an alert's text
  /clear 80001             take an alert off the feed
  /alerts                  list the alerts that you raised"""


class Desk:
    """The board, and the note that everybody reads of each change.

    Where `routes` are known, what the terminal raises must be about them: nobody can follow another.
    """

    def __init__(self, board: AlertBoard, note: Callable[[str], None], *, routes: Sequence[str] = ()) -> None:
        self.board = board
        self._note = note
        self._routes = routes

    def obey(self, words: Sequence[str]) -> bool:
        """Do what a line of the terminal says; False where it is none of ours."""
        match words:
            case ["/alerts", *_]:
                for alert, text in self.board.alerts.items():
                    self._note(f"{alert}: {text}")
            case ["/alert", routes, text]:
                self._raise([each for each in routes.split(",") if each], text)
            case ["/change" | "/clear" as action, alert, *text]:
                self._edit(action, alert, text)
            case _:
                return False
        return True

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

    def _raise(self, routes: Sequence[str], text: str) -> None:
        unknown = [route for route in routes if self._routes and route not in self._routes]
        if unknown:
            self._note(f"There is no route {', '.join(unknown)} here. There are: {', '.join(self._routes)}")
        else:
            self.raise_alert(routes, text)

    def _edit(self, action: str, alert: str, text: Sequence[str]) -> None:
        try:
            if action == "/clear":
                self.clear(alert)
            elif text:
                self.change(alert, text[0])
            else:
                self._note("Say the new text, too: /change 80001 Detour via Queen St")
        except KeyError:
            self._note(f"There is no alert {alert}: /alerts lists them")
