"""Dependencies as packages around this API style know them; views of the plan."""
