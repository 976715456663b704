"""Tests of the running bot: its door, its actions, its commands."""
