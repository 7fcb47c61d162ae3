"""Tests of the comparison with others: that it compares, not how fast anything is."""
