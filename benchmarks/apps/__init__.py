"""The applications under measurement: one package per way of writing them, one module per app."""
