"""The reasoning: pure functions over frozen dataclasses. No Rasa, no SQL, no clock, no input or output."""
