"""SQLite as readers have it: read-only, and nothing but the archive."""
