"""Turns a declared function into a plan: every decision about an operation, taken once."""
