"""Answers, one file a group of topics; each composes a reply out of claims and never invents a word of fact."""

from advising.answers.registry import answer

__all__ = ["answer"]
