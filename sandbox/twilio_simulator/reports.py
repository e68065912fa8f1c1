"""What becomes of an accepted message, told step by step to its StatusCallback."""

from collections.abc import Sequence

from sandbox.twilio_simulator.account import OPTED_OUT
from sandbox.twilio_simulator.faults import Fault
from sandbox.twilio_simulator.message import API_VERSION, Message


def plan_reports(message: Message, fault: Fault | None) -> Sequence[str]:
    """Return the statuses to report, in the order of the callbacks; the initial one is never reported."""
    steps = ["queued"] if message.messaging_service_sid else []
    if message.doom == OPTED_OUT:
        steps.append("failed")
    elif message.doom is not None:
        steps += ["sent", "undelivered"]
    else:
        steps += ["sent", "delivered"]
    if fault is Fault.REORDERED_CALLBACKS:
        return steps[::-1]
    if fault is Fault.DUPLICATE_CALLBACKS:
        return [step for step in steps for _ in range(2)]
    return steps


def report_form(message: Message, status: str) -> dict[str, str]:
    """Return the form of one status callback."""
    form = {
        "ApiVersion": API_VERSION,
        "AccountSid": message.account_sid,
        "MessageSid": message.sid,
        "SmsSid": message.sid,
        "MessageStatus": status,
        "SmsStatus": status,
        "From": message.from_,
        "To": message.to,
    }
    if message.messaging_service_sid:
        form["MessagingServiceSid"] = message.messaging_service_sid
    if message.doom and status in {"failed", "undelivered"}:
        form["ErrorCode"] = str(message.doom)
    return form
