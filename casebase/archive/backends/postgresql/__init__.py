"""PostgreSQL as readers and curators have it: a pool that nobody waits for in vain."""
