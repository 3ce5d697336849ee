"""The same applications as a user of BlackSheep writes them."""
