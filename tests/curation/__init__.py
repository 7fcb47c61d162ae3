"""Tests of WRITING."""
