"""Documents back into drafts: case files and, later, citation files and look-ups."""
