"""What answers each public address: fetch, ask, render."""
