"""Review: what changed, what a reviewer must look at, what was said about it."""
