"""The code behind the documentation site: includes of examples, terminal blocks, checks."""
