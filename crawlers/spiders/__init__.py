"""Sites that no platform base covers, each as recorded at one time; the file's docstring says when."""
