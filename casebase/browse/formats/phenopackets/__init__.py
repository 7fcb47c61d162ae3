"""Cases as GA4GH Phenopackets: what each part becomes, and what is lost."""

from .packet import phenopacket

__all__ = ["phenopacket"]
