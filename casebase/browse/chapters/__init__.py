"""The chapters of a case page, read off a document: pure functions, one per chapter."""
