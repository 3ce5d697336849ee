"""The plan as packages around this API style read and use it; imported when they do."""
