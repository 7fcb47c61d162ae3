"""Reading: pages, filters, feeds and downloads, all from the archive."""
