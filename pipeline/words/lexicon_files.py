"""pipeline/words/lexicon/*.toml: the word lists that the agency's staff may edit, one file for each language."""

import tomllib
from pathlib import Path

from pipeline.words.lexicon import KEYS, Lexicon, Lists, compile_lexicon
from runtime.errors import StartError

FOLDER = Path(__file__).with_name("lexicon")


def read_lexicon(folder: Path = FOLDER) -> Lexicon:
    """The lexicon in the files of `folder`, each named after its language.

    Raises:
        StartError: a file is missing or wrong; the message names the file and the key.
    """
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise StartError(f"{folder} holds no word list: it needs at least one file like en.toml")
    return compile_lexicon({file.stem: read_lists(file) for file in files})


def read_lists(file: Path) -> Lists:
    """The lists of one language; raises StartError as `read_lexicon` does."""
    try:
        lists = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise StartError(f"cannot read {file}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise StartError(f"{file} is no TOML: {error}") from error
    if wrong := sorted({*lists} ^ {*KEYS}):
        raise StartError(f"{file}: {wrong[0]} is {'unknown' if wrong[0] in lists else 'missing'}")
    for key, phrases in lists.items():
        if not isinstance(phrases, list) or not all(isinstance(each, str) and each.strip() for each in phrases):
            raise StartError(f"{file}: {key} is no list of phrases")
    return lists
