"""A rider's world for tests of the bot: the TTC's routes with their real names, and incidents on them."""

from dataclasses import replace
from datetime import UTC, datetime

from bot.answering import Inbound
from bot.commands.parse import parse, spoken_language
from bot.conversation.opt_out_handling import OptOutHandling
from bot.conversation.outcome import Setting
from bot.directory.directory import Directory
from bot.directory.subject import FeedCatalogue
from models.alert import Alert, Translation
from models.incident import AlertClass, Incident, Why
from models.rider import Rider
from models.station import Device, device_target
from tests.fakes import transit
from tests.wordings import WORDINGS

NOW = datetime(2026, 8, 5, 12, 12, tzinfo=UTC)  # a Wednesday, 8:12 in Toronto
PHONE = "+14165550101"
SENDER = "+14165550199"
NEW = Rider("a1b2", PHONE, SENDER)


TTC, MIWAY, KING, QUEEN = transit.TTC, transit.MIWAY, transit.KING, transit.QUEEN


def make_setting(
    *feeds: FeedCatalogue, handling: OptOutHandling = OptOutHandling.TWILIO, fresh_at: datetime = NOW
) -> Setting:
    return Setting(Directory(feeds or [TTC]), WORDINGS, handling, {"ttc": fresh_at})


def make_incident(
    number: str = "504",
    text: str = "No service between Broadview Station and Parliament St due to a collision.",
    *,
    alert_class: AlertClass = AlertClass.URGENT,
    changed_at: datetime = NOW,
    revision: int = 1,
) -> Incident:
    concerned = tuple(each.route for each in TTC.routes if each.route.short_name == number)
    return Incident(
        id=f"ttc/{number}-{text[:12]}/1",
        feed="ttc",
        fingerprint=f"{number}-{text[:12]}",
        alert=Alert("65302", (Translation(text, "en"),)),
        alert_class=alert_class,
        agency="TTC",
        zone="America/Toronto",
        routes=concerned,
        targets=tuple(each.target for each in concerned),
        opened_at=changed_at,
        changed_at=changed_at,
        revision=revision,
        why=Why("new"),
    )


def make_outage(name: str = "Wilson", device: Device = Device.ELEVATOR, *, changed_at: datetime = NOW) -> Incident:
    """An elevator or escalator that is out of service: told to the station's riders on request only."""
    place = next(each.station for each in TTC.stations if each.station.name == f"{name} Station")
    text = f"{place.name}: {device.value.capitalize()} out of service between the concourse and the platform."
    return replace(
        make_incident("", text, alert_class=AlertClass.ACCESS, changed_at=changed_at),
        stations=(place,),
        device=device,
        targets=(place.target, device_target(place, device)),
    )


def make_sid(number: int) -> str:
    return f"SM{number:032x}"


def make_inbound(words: str, number: int = 1, *, phone: str = PHONE) -> Inbound:
    return Inbound(make_sid(number), phone, SENDER, words, parse(words), spoken_language(words))
