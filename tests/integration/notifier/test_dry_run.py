"""A dry run: real riders, nothing sent, a line of what would have been."""

import structlog

from models.documents.sender import Sender
from models.event import Change
from notifier.posting.twilio_messages import TwilioMessages
from notifier.wiring.dispatching import build_dispatcher, build_provider
from runtime.lease import Lease
from runtime.mongo import collection_of
from runtime.twilio_transport import open_twilio
from tests.integration.notifier.conftest import SENDER, World, new_incident
from tests.wordings import WORDINGS


async def test_nothing_is_sent_and_the_log_says_what_would_have_been(world: World) -> None:
    await world.rider(1)
    _incident, event = await world.change(new_incident(), Change.OPENED)
    settings = world.settings.model_copy(update={"dry_run": True})
    lease = Lease(collection_of(Sender), SENDER, holder="one", ttl_s=10)
    await lease.acquire()
    async with open_twilio(
        settings, connections=settings.send_concurrency, timeout_s=settings.send_timeout_s
    ) as twilio:
        messages = TwilioMessages(twilio, sender=SENDER, public_base_url=settings.public_base_url)
        dispatcher = build_dispatcher(settings, world.database, build_provider(settings, messages), lease, WORDINGS)
        with structlog.testing.capture_logs() as logs:
            await world.tell(dispatcher, event)

    [row] = await world.deliveries()
    [line] = [each for each in logs if each["event"] == "dry_run.text"]
    assert world.simulator.attempts == []
    assert (row["state"], row["reason"]) == ("skipped", "dry-run")
    assert (line["to"], line["body"]) == ("+1416***0001", row["body"])
    assert "collision" in line["body"]


async def test_without_it_texts_go_to_twilio(world: World) -> None:
    async with open_twilio(
        world.settings, connections=world.settings.send_concurrency, timeout_s=world.settings.send_timeout_s
    ) as twilio:
        messages = TwilioMessages(twilio, sender=SENDER, public_base_url=world.settings.public_base_url)

        assert build_provider(world.settings, messages) is messages
