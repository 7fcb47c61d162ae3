"""The page that one writes first: normalised tables, django-filter, annotate, admin."""
