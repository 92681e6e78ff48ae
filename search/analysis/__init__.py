"""The German analysis that feeds both engines the same tokens."""

from search.analysis.folding import fold
from search.analysis.stemming import stem
from search.analysis.terms import Term, analyse, analysis_version, terms_of
from search.analysis.tokens import Token, tokenize

__all__ = ["Term", "Token", "analyse", "analysis_version", "fold", "stem", "terms_of", "tokenize"]
