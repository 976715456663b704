"""Reading answers about the learner out of a message: what the entities and the plain words say about the profile."""

from advising.reading.mentioned import Change, Mentioned, put_right
from advising.reading.reader import read_profile
from advising.reading.sentences import READS_AS_QUESTION, statements_of

__all__ = ["READS_AS_QUESTION", "Change", "Mentioned", "put_right", "read_profile", "statements_of"]
