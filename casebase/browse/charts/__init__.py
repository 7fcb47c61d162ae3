"""Geometry of the clinical charts: pure functions; templates draw what they return."""
