"""The word lists as they are shipped, read once for all tests."""

from pipeline.lexicon_files import read_lexicon

LEXICON = read_lexicon()
