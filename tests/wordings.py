"""The wording as it is shipped, read once for all tests."""

from models.wording_files import load_wordings

WORDINGS = load_wordings()
ENGLISH = WORDINGS.of("en")
FRENCH = WORDINGS.of("fr")
