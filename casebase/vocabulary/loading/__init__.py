"""Reading vocabulary files into the tables, repeatably and all or nothing."""
