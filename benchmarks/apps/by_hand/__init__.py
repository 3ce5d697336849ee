"""The same applications as a careful user of Starlette writes them, validating with Pydantic."""
