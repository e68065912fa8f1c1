"""`DRY_RUN=true`: nothing is sent, the log says what would have been."""

from collections.abc import Sequence

import structlog

from models.phone import mask
from notifier.deciding.texts import OutboundMessage, Outcome, Withheld
from notifier.settling.reconciling import Listing, SentMessage

log = structlog.get_logger()


class DryRun:
    """Messages that are written to the log instead of posted; what was sent before is still looked up."""

    def __init__(self, listing: Listing) -> None:
        self._listing = listing

    async def post(self, text: OutboundMessage, *, to: str, timeout_s: float) -> Outcome:  # noqa: ARG002  # the port's
        facts = {"to": mask(to), "kind": text.kind, "segments": text.segments, "body": text.body}
        log.info("dry_run.text", about=text.about, delivery=text.delivery, **facts)
        return Withheld("dry-run")

    async def is_reachable(self) -> bool:
        return True

    async def find_sent(self, to: str) -> Sequence[SentMessage]:
        return await self._listing.find_sent(to)
