"""What the pipeline remembers of one feed from poll to poll."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from pydantic import TypeAdapter

from pipeline.deciding.id_trust import IdTrust

# Rises when the rules change by which an incident is recognised: then the next poll is a baseline.
IDENTITY_VERSION = 2


class Start(StrEnum):
    """What stood before the next poll."""

    UNSEEN = "unseen"  # nothing is known: the next poll is the baseline, and tells nobody
    EMPTY = "empty"  # nothing was there: all that the next poll lists is news
    KNOWN = "known"  # a good poll


@dataclass(frozen=True, slots=True)
class Drop:
    """A feed that suddenly lists far fewer alerts than the good poll before."""

    before: int
    since: datetime
    from_poll: int


@dataclass(frozen=True, slots=True)
class FeedMemory:
    """One feed's state between polls; `good_polls` numbers the polls that were believed, from 1.

    `dataset` names what was polled: another address is another dataset, whose first poll is a baseline.
    """

    start: Start = Start.UNSEEN
    dataset: str = ""
    identity_version: int = IDENTITY_VERSION
    good_polls: int = 0
    good_at: datetime | None = None
    stamped_at: datetime | None = None
    is_stale: bool = False
    content_hash: str | None = None
    alert_count: int = 0
    etag: str | None = None
    last_modified: str | None = None
    catalogue_version: str = ""
    older_polls: int = 0
    older_since: datetime | None = None
    drop: Drop | None = None
    held_openings: int = 0
    ids: IdTrust = field(default_factory=IdTrust)

    @property
    def is_baseline_due(self) -> bool:
        return self.start is Start.UNSEEN or self.identity_version != IDENTITY_VERSION

    def of(self, dataset: str) -> "FeedMemory":
        """This memory, as far as it is about `dataset`."""
        if self.dataset == dataset:
            return self
        is_other = self.dataset != "" and self.start is Start.KNOWN
        start = Start.UNSEEN if is_other else self.start
        # What the old address said of its content and its clock says nothing about the new one's.
        return replace(
            self, start=start, dataset=dataset, content_hash=None, stamped_at=None, etag=None, last_modified=None
        )

    def needs_content(self, catalogue_version: str) -> bool:
        """Whether the next poll must be decoded though it may be unchanged."""
        return self.held_openings > 0 or self.is_baseline_due or self.catalogue_version != catalogue_version


_MEMORY: TypeAdapter[FeedMemory] = TypeAdapter(FeedMemory)


def encode_memory(memory: FeedMemory) -> dict[str, Any]:
    return dict(_MEMORY.dump_python(memory)) | {"start": memory.start.value}


def decode_memory(document: Mapping[str, Any] | None) -> FeedMemory:
    """The memory of a feed; a new one where nothing was ever written."""
    return FeedMemory() if document is None else _MEMORY.validate_python(document)
