"""Tests of the evaluation on the running bot."""
