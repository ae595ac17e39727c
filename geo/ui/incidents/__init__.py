"""The page Incidents: everything that the filter leaves, as a table."""
