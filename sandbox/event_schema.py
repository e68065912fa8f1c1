"""`python -m sandbox event-schema`: the JSON Schema of what crosses Kafka, as docs/transit.alerts.v1.schema.json."""

import json

from models.event import TOPIC, AlertEvent

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def event_schema() -> str:
    """The schema of the events that we publish, in JSON."""
    schema = {"$schema": DIALECT, **AlertEvent.model_json_schema(mode="serialization"), "title": TOPIC}
    return json.dumps(schema, indent=2) + "\n"
