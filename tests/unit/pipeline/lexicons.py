"""The word lists as they are shipped, read once for all tests."""

from pipeline.words.lexicon_files import read_lexicon

LEXICON = read_lexicon()
