"""What must hold of the composed product, in the order in which it is tried."""

from collections.abc import Callable, Iterator
from functools import partial

from tests.compose.built import Built
from tests.compose.lived import CUT_S, Lived
from tests.compose.operated import Operated
from tests.compose.project import SERVICES, Project
from tests.compose.scaled import SCALED, Scaled
from tests.compose.town import Town
from tests.compose.upgraded import Upgraded

Check = Callable[[], str | None]


def all_checks(project: Project, town: Town) -> Iterator[tuple[str, Check]]:
    """Every check with its name; each goes on from where the one before left."""
    built, lived, operated = Built(project), Lived(project, town), Operated(project, town)
    scaled, upgraded = Scaled(project, town), Upgraded(project, town)
    yield "the files are clean", lambda: project.compose("config", "--quiet")
    yield "up --build --wait is green", lambda: project.up("--build")
    yield "ports are published on loopback only", built.ports
    yield "the image is small, labelled, without pip and sandbox, and not root's", built.image
    yield "an image that sends OpenTelemetry's spans can be built", built.spans
    yield "the containers may do little", built.rights
    yield "MongoDB lets in only who has a password, and hides its keyfile", built.secrets
    yield "the bot's port hears Twilio alone", built.webhook
    yield "riders subscribe", lived.subscribe
    yield "the conversation: alert, update, clear, STOP, START", lived.conversation
    yield "the terminal's rider", lived.terminal
    yield "the processes need little memory at rest", operated.memory
    yield "the operator lets a feed be judged", operated.checked
    yield "the operator shows an incident and who was told", operated.shown
    yield "the operator sends a test text", operated.tried_out
    yield "the operator suppresses a number, and lifts that", operated.suppressed
    yield "the operator requeues what no notifier took over", operated.requeued
    yield "the operator releases what would text too many riders", operated.held
    for service in SERVICES:
        yield f"kill -9 {service}: it comes back by itself, one text each", partial(lived.killed, service)
    for service in SERVICES:
        yield f"stop {service}, start {service}: one text each", partial(lived.stopped, service)
    for service in SERVICES:
        yield f"restart {service}: one text each", partial(lived.restarted, service)
    yield f"the notifier's network is cut for {CUT_S} s: one text each", partial(lived.cut, "notifier")
    yield "riders survive down and up", lived.down_and_up
    yield "two bots, two notifiers, two pipelines: one text each", scaled.scaled
    for service in SCALED:
        yield (
            f"kill -9 one {service} of two: the other goes on, one text each",
            partial(scaled.one_of_two_killed, service),
        )
        yield f"restart both of {service}: one text each", partial(scaled.both_restarted, service)
    yield "the killed notifier is replaced", scaled.notifier_replaced
    yield "the killed pipeline is replaced", scaled.pipeline_replaced
    yield "the migrate command", operated.migrate
    yield "DRY_RUN: nothing is sent, the log says what would have been", operated.dry_run
    yield "a new MONGODB_PASSWORD is taken over", operated.new_password
    yield "SIGTERM: exit 0", lived.terminated
    yield "the volumes' copy is a backup", lived.backup
    yield "an upgrade keeps subscriptions and what is owed", upgraded.upgraded
