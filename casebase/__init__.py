"""Casebase: an archive of published oncology case reports."""
