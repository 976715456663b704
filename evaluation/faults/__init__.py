"""Faults on purpose: what breaks, what the learner sees, and that nothing is lost. Run by `make faults`."""
