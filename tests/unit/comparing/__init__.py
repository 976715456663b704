"""Tests of comparisons: columns, cells, figures, headline, and random mixes of the real catalogue."""
