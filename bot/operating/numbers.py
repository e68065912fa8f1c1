"""The number that an operator names on the command line."""

import argparse

from models.phone import InvalidPhoneError, parse_phone


def phone_of(text: str, parser: argparse.ArgumentParser) -> str:
    """The number in E.164; ends the program as wrong usage where it is none."""
    try:
        return parse_phone(text)
    except InvalidPhoneError:
        parser.error(f"{text} is no number in E.164, such as +14165550123")
