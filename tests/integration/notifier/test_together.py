"""Several elevators of a station in one text: who is told what when they fail, change and come back."""

from dataclasses import replace
from datetime import timedelta

import pytest

from models.delivery import DeliveryState
from models.documents.fanout import FanoutDocument
from models.documents.held import release_held
from models.event import Change
from models.incident import Why
from notifier.dispatcher import Dispatcher
from runtime.mongo import collection_of
from sandbox.twilio_simulator.simulator import Fault
from tests.integration.notifier.conftest import World, new_incident
from tests.integration.notifier.hands import quiet_now, wait
from tests.integration.notifier.station import (
    BACK,
    ELEVATORS,
    PAPE,
    PLACES,
    come_back,
    elevator,
    fail,
    mentions,
    outage,
    rows,
    tell,
)

OUT = "Pape Station: 3 elevators out: "
