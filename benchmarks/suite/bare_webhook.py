"""The least that a webhook does: a Quart handler with one insert and one find-and-update, on the bot's server."""

import os

from pymongo import ASCENDING
from quart import Quart, Response, request

from runtime.internal_server import serve_app
from runtime.mongo import Database, open_plain
from runtime.process import Stop, run
from runtime.settings import ProcessSettings

ANSWER = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>You are subscribed to 504 King.</Message></Response>'


def create_bare_app(database: Database) -> Quart:
    app = Quart(__name__)

    @app.post("/twilio/inbound")
    async def inbound() -> Response:
        form = await request.form
        await database["bare_messages"].insert_one({"_id": form["MessageSid"], "words": form["Body"]})
        await database["bare_riders"].find_one_and_update(
            {"phone": form["From"]}, {"$set": {"words": form["Body"]}, "$inc": {"version": 1}}, upsert=True
        )
        return Response(ANSWER, content_type="text/xml")

    return app


async def serve(stop: Stop) -> None:
    settings = ProcessSettings(internal_port=int(os.environ["PORT"]))
    async with open_plain(settings) as database:
        await database["bare_riders"].create_index([("phone", ASCENDING)], unique=True)
        stop.started()
        await serve_app(create_bare_app(database), host="127.0.0.1", port=settings.internal_port, stop=stop)


if __name__ == "__main__":
    run(serve)
