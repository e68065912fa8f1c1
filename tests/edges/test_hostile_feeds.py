"""A feed and a static GTFS gone mad, beside a sound feed in the same pipeline: bounded memory, clear words, no harm."""

import asyncio
import json
import os
import re
import sys
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from aiohttp import web

from bot.pages.telling import told_of
from bot.pages.wording_files import load_page_wordings
from models.alert import Alert, Translation
from models.composing import Notice, compose
from models.delivery import Kind
from models.incident import Why
from models.long_form import long_form
from models.prose.cleaning import visible
from models.route import Route
from models.segments import count_segments
from runtime.mongo import Database
from runtime.settings import ProcessSettings
from sandbox.embedded.any_broker import wants_apache
from sandbox.ports import free_port
from sandbox.processes import ChildProcess, open_process
from sandbox.web import open_site
from tests.builders import encode_feed, make_alert
from tests.edges.hostile_feeds import NASTY, Answer, hostile_answers
from tests.edges.waiting import until
from tests.fakes.bot_world import NOW, make_incident
from tests.wordings import ENGLISH

GTFS = Path("sandbox/sample/gtfs").absolute()
SOUND = make_alert(routes=("504",), header="504 King: No service, a collision.")
# What the process takes for itself is some 100 MB; a body of 20 MB is held up to four times while it is looked at.
MOST_MB = 330


@dataclass
class Enemy:
    """Serves one hostile answer after another, a sound feed between them and at the end."""

    answers: list[Answer]
    served: list[str] = field(default_factory=list)
    sound_polls: int = 0
    is_next_hostile: bool = False

    async def hostile(self, request: web.Request) -> web.StreamResponse:
        self.is_next_hostile = not self.is_next_hostile
        if not self.answers or not self.is_next_hostile:
            # A sound answer also ends the pause that follows a failure.
            return web.Response(body=encode_feed([SOUND]))
        answer = self.answers.pop(0)
        self.served.append(answer.name)
        response = web.StreamResponse(headers=answer.headers)
        await response.prepare(request)
        try:
            for piece in answer.pieces:
                await response.write(piece)
        except ConnectionError:
            return response  # the pipeline has heard enough
        return response

    async def sound(self, _: web.Request) -> web.Response:
        self.sound_polls += 1
        return web.Response(body=encode_feed([SOUND]))

    async def bomb(self, _: web.Request) -> web.FileResponse:
        return web.FileResponse(self.bomb_file)

    bomb_file: Path = Path()


def write_bomb(folder: Path) -> Path:
    """A static GTFS of a few kilobytes whose table of routes takes gigabytes of memory."""
    file = folder / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("agency.txt", "agency_id,agency_name,agency_timezone\n1,Bomb,America/Toronto\n")
        archive.writestr("routes.txt", "route_id,route_short_name\n" + "1,2\n" * 5_000_000)
    return file


def write_feeds(folder: Path, base_url: str) -> Path:
    file = folder / "feeds.toml"
    tables = [
        ("hostile", "hostile", str(GTFS)),
        ("sound", "sound", str(GTFS)),
        ("bomb", "sound", f"{base_url}/bomb.zip?key=5ecret"),
    ]
    file.write_text(
        "".join(
            f'[[feeds]]\nid = "{name}"\nalert_url = "{base_url}/{path}"\nstatic_gtfs = "{static}"\n'
            "poll_interval_s = 0.2\n"
            for name, path, static in tables
        ),
        encoding="utf-8",
    )
    return file


@asynccontextmanager
async def open_pipeline(
    folder: Path, enemy: Enemy, settings: ProcessSettings, kafka_servers: str
) -> AsyncIterator[ChildProcess]:
    app = web.Application()
    app.router.add_get("/hostile", enemy.hostile)
    app.router.add_get("/sound", enemy.sound)
    app.router.add_get("/bomb.zip", enemy.bomb)
    async with open_site(app) as base_url:
        env = {
            **os.environ,
            "MONGODB_URI": settings.mongodb_uri,
            "MONGODB_DATABASE": settings.mongodb_database,
            "KAFKA_BOOTSTRAP_SERVERS": kafka_servers,
            "KAFKA_IDEMPOTENCE": str(wants_apache()),
            "INTERNAL_PORT": str(free_port()),
            "FEEDS_FILE": str(write_feeds(folder, base_url)),
            "STATIC_MOST_MEMORY_BYTES": "300000000",
        }
        argv = [sys.executable, "-m", "pipeline"]
        async with open_process("pipeline", argv, env=env, log=folder / "pipeline.log") as process:
            yield process


def peak_mb(process: ChildProcess) -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{process.pid}/status").read_text(encoding="ascii"))
    assert found
    return int(found[1]) / 1000


def lines_of(process: ChildProcess, event: str) -> list[dict[str, str]]:
    lines = (json.loads(line) for line in process.log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    return [line for line in lines if line["event"] == event]


@pytest.mark.skipif("HEADWAY_HOSTILE" not in os.environ, reason="HEADWAY_HOSTILE is not set: takes a while")
async def test_a_hostile_feed_costs_little_and_harms_no_other(
    tmp_path: Path, database: Database, process_settings: ProcessSettings, kafka_servers: str
) -> None:
    answers = list(hostile_answers())
    enemy = Enemy(list(answers), bomb_file=write_bomb(tmp_path))
    async with open_pipeline(tmp_path, enemy, process_settings, kafka_servers) as process:

        async def has_heard_all() -> bool:
            return len(lines_of(process, "poll.says_nothing")) >= len(answers)

        await until(has_heard_all, "the pipeline", while_=lambda: process.running)
        left_out = lines_of(process, "feed.left_out")
        said, peak = lines_of(process, "poll.says_nothing"), peak_mb(process)
        log = process.log.read_text(encoding="utf-8")
        before = enemy.sound_polls
        await asyncio.sleep(1)

        assert process.running
        assert enemy.sound_polls > before
    assert enemy.served == [each.name for each in answers]
    assert [each["feed"] for each in said] == ["hostile"] * len(answers)
    assert [(a.name, s["error"]) for a, s in zip(answers, said, strict=True) if a.reason not in s["error"]] == []
    assert peak < MOST_MB
    assert "STATIC_MOST_MEMORY_BYTES" in left_out[0]["error"]
    assert "5ecret" not in log
    incidents = [row async for row in database["incidents"].find({})]
    assert sorted((row["feed"], row["state"]) for row in incidents) == [("hostile", "open"), ("sound", "open")]


def notice_of(text: str) -> Notice:
    texts = (Translation(text, "en"),)
    alert = Alert("1", texts, texts, (Translation(f"https://ttc.ca/{text}", "en"),))
    king = Route("ttc/route/504", "ttc", "504", "504", visible("King\u202e\x07 Street"), 0)
    return Notice(Kind.FIRST, alert, (king,), "TTC", "America/Toronto", Why("new"), NOW, ENGLISH)


@pytest.mark.parametrize("text", [pytest.param(NASTY, id="once"), pytest.param(NASTY * 5000, id="for ever")])
def test_what_nobody_sees_reaches_no_text(text: str) -> None:
    notice = notice_of(text)
    said = [compose(notice), *long_form(notice)]
    ours = "".join(said).replace("\n", "")

    assert [each for each in ours if not each.isprintable()] == []
    assert max(map(count_segments, said)) <= 2
    assert "No service" in said[0]
    assert "script" not in ours


@pytest.mark.parametrize("language", ["en", "fr"])
def test_nor_the_page(language: str) -> None:
    incident = replace(make_incident(), alert=notice_of(NASTY * 5000).alert)
    told = told_of(incident, NOW, load_page_wordings()[language])
    shown = "".join([told.header, *told.details, told.link])

    assert [each for each in shown if not each.isprintable()] == []
    assert len(shown) < 3000
