"""Words that outlive any report: genes, fusions, biomarkers, diseases, drugs."""
