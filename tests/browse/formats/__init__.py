"""What is taken away: each format, read back by somebody else's library."""
