"""Writing: articles, patients, biomarkers and treatments, and their review."""
