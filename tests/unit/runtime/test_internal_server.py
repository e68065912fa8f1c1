"""What /livez, /healthz and /readyz say, and how soon."""

import asyncio

import pytest

from runtime.internal_server import Check, create_internal_app


async def well() -> str | None:
    return None


async def away() -> str | None:
    return "it cannot be reached"


async def hanging() -> str | None:
    await asyncio.sleep(60)
    return None


async def broken() -> str | None:
    raise LookupError("nobody foresaw this")


@pytest.mark.parametrize(
    ("check", "status", "problems"),
    [
        pytest.param(well, 200, {}, id="all is well"),
        pytest.param(away, 503, {"mongodb": "it cannot be reached"}, id="a server is away"),
        pytest.param(hanging, 503, {"mongodb": "no answer in 0.1 s"}, id="a server takes requests and does not answer"),
        pytest.param(broken, 503, {"mongodb": "LookupError"}, id="a surprise"),
    ],
)
@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
async def test_a_problem_is_named(path: str, check: Check, status: int, problems: dict[str, str]) -> None:
    app = create_internal_app({"mongodb": check, "kafka": well}, check_s=0.1)
    response = await app.test_client().get(path)
    said = await response.get_json()

    assert (response.status_code, said["problems"], said["ok"]) == (status, problems, not problems)
    assert said["checks"] == {"mongodb": not problems, "kafka": True}


@pytest.mark.parametrize("check", [away, hanging, broken])
async def test_what_a_restart_cannot_mend_makes_no_process_dead(check: Check) -> None:
    app = create_internal_app({"mongodb": check})
    async with asyncio.timeout(1):
        response = await app.test_client().get("/livez")

    assert response.status_code == 200
