"""The record: immutable versions, and the only thing that readers reach."""
