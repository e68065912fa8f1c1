"""Who runs this number and on what terms, as the pages say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Operator:
    """`number` is what riders text; `name` and `contact` (an e-mail address or https URL) are "" where nobody is named.

    The other numbers are promises of the privacy page and the terms: what the program does, from its settings.
    """

    number: str
    name: str = ""
    contact: str = ""
    daily_cap: int = 8
    daily_cap_urgent: int = 12
    words_kept_days: int = 30
    texts_kept_days: int = 90
    is_trial: bool = False

    @property
    def contact_link(self) -> str:
        return f"mailto:{self.contact}" if "@" in self.contact and "://" not in self.contact else self.contact
