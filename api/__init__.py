"""HTTP routes, web pages, the widget and the `chophien` command."""
