"""The same applications as a user of Litestar writes them."""
