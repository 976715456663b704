"""Tests of the evaluation, without a model."""
