"""What the alerts say."""

from dataclasses import replace

import pytest

from models.alert import Alert, Translation
from pipeline.check.words import words
from tests.builders import make_alert
from tests.unit.pipeline.check.samples import make_sample, said

LONG = "Detour eastbound via Glenmore Rd and Hillmount Ave due to a blocked road."


@pytest.mark.parametrize(
    ("alert", "fact", "finding"),
    [
        pytest.param(make_alert(header=""), "without_text", "have no text at all", id="no text"),
        pytest.param(make_alert(header="", description=LONG), "without_header", "have no header", id="no header"),
        pytest.param(make_alert(header=LONG[:32], description=LONG), "headers_cut_off", "cut off", id="cut off at 32"),
        pytest.param(make_alert(header="<b>Detour</b>"), "with_markup", "HTML", id="markup"),
        pytest.param(make_alert(header="Caf&eacute; closed"), "with_markup", "HTML", id="character references"),
        pytest.param(make_alert(header="504 King"), "header_names_a_route", "a route's name", id="the route alone"),
        pytest.param(make_alert(header="\u96fb\u8eca"), "ucs2", "need UCS-2", id="Japanese"),
        pytest.param(make_alert(header="King \u2013 no service"), "beyond_gsm7", "dashes or quotes", id="a long dash"),
    ],
)
def test_texts_are_looked_at(alert: Alert, fact: str, finding: str) -> None:
    part = words(make_sample([alert]))

    assert part.facts[fact] == 1
    assert any(finding in each for each in said(part.findings))


def test_a_plain_alert_gives_no_cause_for_concern() -> None:
    assert said(words(make_sample()).findings) == [
        "ok: 1 of 1 alerts (100 %) say in effect or severity how much they matter."
    ]


def test_alerts_that_leave_their_fields_unset_are_judged_by_words_alone() -> None:
    part = words(make_sample([make_alert(effect="UNKNOWN_EFFECT")]))

    assert said(part.findings)[-1].startswith("warning: 1 of 1 alerts (100 %) leave effect and severity unset")


def test_a_language_without_word_list_is_named() -> None:
    alert = replace(
        make_alert(effect="UNKNOWN_EFFECT"),
        header_text=(Translation("Liikenne on keskeytetty.", "fi"), Translation("<p>x</p>", "fi-html")),
    )
    part = words(make_sample([alert]))

    assert part.facts["languages"] == {"fi": 1}
    assert any(each.startswith("warning: No word list for fi") for each in said(part.findings))
