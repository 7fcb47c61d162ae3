"""Tests read as claims; folders mirror casebase/."""
