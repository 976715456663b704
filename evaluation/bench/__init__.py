"""`make bench`: Pathwise beside stock Rasa, on the same words, conversations and machine, in turn; docs/benchmarks.md explains."""
