"""Casebase beside what its users would pick instead: same data, same questions."""
