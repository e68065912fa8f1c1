"""All documents, for whoever opens the database."""

from beanie import Document

from models.documents.catalogue import Catalogue
from models.documents.catch_up import CatchUpDocument
from models.documents.consent_key import ConsentKey
from models.documents.delivery import Delivery
from models.documents.fanout import FanoutDocument
from models.documents.feed_state import FeedState
from models.documents.inbound_message import InboundMessage
from models.documents.incident import IncidentDocument
from models.documents.look_up import LookUp
from models.documents.route import RouteDocument
from models.documents.sender import Sender
from models.documents.station import StationDocument
from models.documents.subscriber import Subscriber
from models.documents.trips import TripsDocument
from models.documents.verdict import Verdict

DOCUMENTS: tuple[type[Document], ...] = (
    Catalogue,
    CatchUpDocument,
    ConsentKey,
    Delivery,
    FanoutDocument,
    FeedState,
    InboundMessage,
    IncidentDocument,
    LookUp,
    RouteDocument,
    Sender,
    StationDocument,
    Subscriber,
    TripsDocument,
    Verdict,
)
