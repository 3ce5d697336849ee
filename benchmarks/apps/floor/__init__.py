"""The same applications as bare ASGI callables that call pydantic-core: what no framework beats."""
