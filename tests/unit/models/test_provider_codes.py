"""What the provider's codes ask of us: the table, row by row, and answers that no table has."""

import pytest

from models.provider_codes import Met, Reaction, decode_codes, provider_codes

ANSWER, REPORT, BOTH = {Met.ANSWER}, {Met.REPORT}, {Met.ANSWER, Met.REPORT}
# Twilio's documentation, code by code, as we read it.
ROWS = [
    ({20003, 20005, 20006, 20010}, ANSWER, Reaction.OURS_TO_MEND),
    ({30002}, REPORT, Reaction.OURS_TO_MEND),
    ({20404}, ANSWER, Reaction.OURS_TO_MEND),
    ({20429}, ANSWER, Reaction.SLOW_DOWN),
    ({20500, 20503}, ANSWER, Reaction.UNKNOWN),
    ({20001, 21602, 21603, 21604, 21609, 21617, 21618, 21620, 21623, 21624, 90007}, ANSWER, Reaction.OUR_BUG),
    ({30045}, BOTH, Reaction.OUR_BUG),
    ({21212, 21606, 21703, 21704, 21705, 21910}, ANSWER, Reaction.OURS_TO_MEND),
    ({21211, 21614, 21635}, ANSWER, Reaction.BAD_NUMBER),
    ({21408, 21608}, ANSWER, Reaction.FILTERED),
    ({21612}, ANSWER, Reaction.BLOCKED),
    ({21610}, BOTH, Reaction.OPTED_OUT),
    ({21611, 30001}, BOTH, Reaction.QUEUE_FULL),
    ({30036}, REPORT, Reaction.EXPIRED),
    ({14107}, REPORT, Reaction.FILTERED),
    ({30003, 30008, 30410}, REPORT, Reaction.UNREACHABLE),
    ({30004}, REPORT, Reaction.BLOCKED),
    ({30005, 30006}, REPORT, Reaction.BAD_NUMBER),
    ({30007, 30032, 30033, 30034, 30035, 30024}, REPORT, Reaction.FILTERED),
    ({30022, 63017}, REPORT, Reaction.SLOW_DOWN),
    ({30023, 30027, 63038, 60728}, REPORT, Reaction.FILTERED),
    ({30450, 30453, 30610, 30640}, REPORT, Reaction.FILTERED),
]


def test_the_table_says_what_twilio_documents() -> None:
    expected = {code: (reaction, frozenset(met)) for codes, met, reaction in ROWS for code in codes}
    found = {code: (each.reaction, each.met) for code, each in provider_codes().listed.items()}

    assert found == expected


def test_every_code_tells_an_operator_something() -> None:
    assert [code for code, each in provider_codes().listed.items() if len(each.hint) < 10] == []


@pytest.mark.parametrize(
    ("status", "code", "expected"),
    [
        pytest.param(400, 21610, Reaction.OPTED_OUT, id="a code of the table"),
        pytest.param(429, None, Reaction.SLOW_DOWN, id="too many requests, without a code"),
        pytest.param(500, 21610, Reaction.UNKNOWN, id="a server error, whatever code it names"),
        pytest.param(503, None, Reaction.UNKNOWN, id="service unavailable may have been processed"),
        pytest.param(520, 52000, Reaction.UNKNOWN, id="a proxy's own 5xx"),
        pytest.param(302, 30005, Reaction.UNKNOWN, id="a redirect is no refusal"),
        pytest.param(400, 29999, Reaction.REFUSED, id="a 4xx with a code nobody knows: this text alone"),
        pytest.param(401, 29999, Reaction.OURS_TO_MEND, id="we may not, for a reason nobody knows"),
        pytest.param(403, 21610, Reaction.OPTED_OUT, id="a code that we know counts more than its status"),
        pytest.param(400, 400, Reaction.UNKNOWN, id="a gateway's page"),
        pytest.param("400", "21610", Reaction.UNKNOWN, id="an answer of another shape"),
        pytest.param(None, None, Reaction.UNKNOWN, id="no answer"),
    ],
)
def test_an_answer_is_believed_only_where_it_is_surely_the_providers(
    status: object, code: object, expected: Reaction
) -> None:
    assert provider_codes().reaction_to_answer(status, code) is expected


def test_a_report_with_a_code_nobody_knows_is_about_that_text_alone() -> None:
    assert provider_codes().reaction_of(39_999) is Reaction.REFUSED
    assert "39999" in provider_codes().hint_of(39_999)


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param('codes = [1, 1]\nmet = ["report"]\nreaction = "blocked"\nhint = ""', id="a code twice"),
        pytest.param('codes = [1]\nmet = ["report"]\nreaction = "ignore"\nhint = ""', id="no such reaction"),
        pytest.param('codes = [1]\nmet = ["dream"]\nreaction = "blocked"\nhint = ""', id="no such place"),
    ],
)
def test_a_wrong_table_is_refused(rows: str) -> None:
    with pytest.raises(ValueError, match=r"twice|is not a valid"):
        decode_codes(f"[http]\n[[codes]]\n{rows}\n")
