"""Does an alert say that it is over, or only that it is getting better?"""

import pytest

from models.alert import Alert, Translation
from pipeline.words.resumption import Signal, signal_of
from tests.unit.pipeline.lexicons import LEXICON


def alert_of(header: str, description: str = "", language: str | None = "en") -> Alert:
    return Alert("1", (Translation(header, language),), (Translation(description, language),) if description else ())


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("505 Dundas Regular service has resumed westbound near Munro St.", id="regular service"),
        pytest.param("Line 1: Regular service has resumed following an earlier collision.", id="what it was"),
        pytest.param(
            "Regular service has resumed. There was a delay at King.", id="what it was, in a sentence of its own"
        ),
        pytest.param("Service has resumed with residual delays.", id="not all on time yet"),
        pytest.param(
            "504 King \u2013 REVISED \u2013 Regular bus service resumes following end of track work", id="resumes"
        ),
        pytest.param("Service is back to normal.", id="back to normal"),
        pytest.param("Saturday's closure has been cancelled.", id="a closure cancelled"),
        pytest.param("The 501 bus detour has been canceled.", id="a detour cancelled"),
        pytest.param("St George: Elevator back in service.", id="an elevator"),
    ],
)
def test_it_is_over(header: str) -> None:
    found = signal_of(alert_of(header), LEXICON)

    assert found is not None
    assert found[0] is Signal.RESUMED


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("504 King: No longer diverting via Queen.", id="no longer diverting"),
        pytest.param("Regular service will resume at 5 p.m.", id="will resume"),
        pytest.param("Regular service resumes on Monday.", id="resumes on Monday"),
        pytest.param("Service is resuming on Line 1.", id="resuming"),
    ],
)
def test_it_is_getting_better(header: str) -> None:
    found = signal_of(alert_of(header), LEXICON)

    assert found is not None
    assert found[0] is Signal.GOOD_NEWS


@pytest.mark.parametrize(
    "header",
    [
        pytest.param("No service between A and B. Regular service will resume at 5 p.m.", id="none until then"),
        pytest.param("Service has resumed eastbound. No service westbound.", id="one way only"),
        pytest.param("Service has resumed with delays of 20 minutes.", id="late still"),
        pytest.param("Trains will resume on Monday. Expect delays after the weekend.", id="late afterwards"),
        pytest.param("The 8:05 trip has been cancelled.", id="a trip cancelled"),
        pytest.param("Due to the closure, the 8:05 trip has been cancelled.", id="a trip cancelled by a closure"),
        pytest.param(
            "Elevator out of service. It is expected to be back in service March 8.", id="an elevator, in March"
        ),
        pytest.param("The stop is closed and will reopen March 5.", id="a stop, in March"),
        pytest.param("505 Dundas: Detour via College St.", id="a detour"),
        pytest.param("Have your say on the new timetable.", id="neither good nor bad"),
    ],
)
def test_no_good_news(header: str) -> None:
    assert signal_of(alert_of(header), LEXICON) is None


@pytest.mark.parametrize(
    ("header", "description", "expected"),
    [
        pytest.param("504 King", "Regular service has resumed.", Signal.RESUMED, id="the header names the route"),
        pytest.param("", "Regular service has resumed.", Signal.RESUMED, id="no header"),
        pytest.param(
            "504 King: Regular service has re",
            "504 King: Regular service has resumed near Shaw St.",
            Signal.RESUMED,
            id="a header cut off",
        ),
        pytest.param("504 King: Detour", "Service will resume at 5 p.m.", None, id="the header tells of a loss"),
        pytest.param(
            "Buses stand in for trains between Park St and Kendall on Sunday",
            "Regular service will resume on Monday.",
            None,
            id="a header in words that are not known",
        ),
    ],
)
def test_the_description_counts_where_the_header_only_names(
    header: str, description: str, expected: Signal | None
) -> None:
    found = signal_of(alert_of(header, description), LEXICON)

    assert (found and found[0]) == expected


@pytest.mark.parametrize(
    ("language", "header"),
    [
        ("fr", "Ligne verte : le service a repris."),
        ("fr", "Retour \u00e0 la normale sur la ligne 5"),
        ("pt", "Linha 1250: servi\u00e7o restabelecido"),
        ("es", "El servicio se ha restablecido."),
        ("nl", "Het treinverkeer is hervat."),
        ("de", "St\u00f6rung behoben, der Verkehr l\u00e4uft wieder normal."),
    ],
)
def test_it_is_over_in_other_languages(language: str, header: str) -> None:
    found = signal_of(alert_of(header, language=language), LEXICON)

    assert found is not None
    assert found[0] is Signal.RESUMED
    assert found[1].startswith(language)


def test_the_evidence_is_what_was_said() -> None:
    alert = alert_of("505 Dundas Regular service has resumed.")

    assert signal_of(alert, LEXICON) == (Signal.RESUMED, 'en "regular service has resumed"')
