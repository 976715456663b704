"""A study plan for one programme: its courses and their recorded load, their order, and the earliest finish."""
