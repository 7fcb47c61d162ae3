"""Programs that read the archive."""
