"""OpenAPI 3.1: the models, the document and the pages that show it."""
