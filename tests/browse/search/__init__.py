"""How search reads, matches, orders, explains and suggests."""
