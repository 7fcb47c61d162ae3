"""What readers take away: the same facts in the formats their tools read."""
