"""Twilio's error codes that this simulator speaks, with their HTTP status and message."""

from typing import TypedDict

MESSAGES: dict[int, tuple[int, str]] = {
    20001: (400, "Parameter 'ValidityPeriod' is not valid"),
    20003: (401, "Authenticate"),
    20404: (404, "The requested resource was not found"),
    20429: (429, "Too Many Requests"),
    20500: (500, "Internal Server Error"),
    20503: (503, "Service unavailable"),
    21211: (400, "Invalid 'To' Phone Number"),
    21602: (400, "Message body is required"),
    21603: (400, "A 'From' or 'MessagingServiceSid' parameter is required to send a message"),
    21604: (400, "The destination 'To' phone number is required to send an SMS"),
    21606: (400, "The 'From' phone number provided is not a valid message-capable Twilio phone number."),
    21609: (400, "The 'StatusCallback' URL is not a valid URL"),
    21610: (400, "Attempt to send to unsubscribed recipient"),
    21617: (400, "The concatenated message body exceeds the 1600 character limit"),
}


class ErrorBody(TypedDict):
    """The JSON of an error."""

    code: int
    message: str
    more_info: str
    status: int


class ApiError(Exception):
    """Twilio refused a request."""

    def __init__(self, code: int) -> None:
        """Look up what goes with the code."""
        self.code = code
        self.status, self.message = MESSAGES[code]
        super().__init__(f"{code}: {self.message}")

    def body(self) -> ErrorBody:
        """Return the error as Twilio answers it."""
        return {
            "code": self.code,
            "message": self.message,
            "more_info": f"https://www.twilio.com/docs/errors/{self.code}",
            "status": self.status,
        }
