"""What comes in: from readers, from other curators, and twice."""
