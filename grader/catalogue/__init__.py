"""Words that people read, in every language that the package speaks."""

from grader.catalogue.languages import ENGLISH, LANGUAGES, Language, language
from grader.catalogue.phrases import Phrase, all_of, capital, listed, one_of, say
from grader.catalogue.recognition import recognise

__all__ = ["ENGLISH", "LANGUAGES", "Language", "Phrase", "all_of", "capital", "language", "listed", "one_of", "recognise", "say"]
