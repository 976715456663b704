"""Attacks on a real server of our own, on loopback alone: what is sent, and what must never follow."""
