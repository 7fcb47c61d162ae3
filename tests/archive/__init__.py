"""Claims about the record."""
