"""Rules over the whole code."""
