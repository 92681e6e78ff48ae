"""One template for many organizations, or for the rows of a table, into one zip."""
