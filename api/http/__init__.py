"""HTTP: routes under /v1, health, problem details and the middleware around them. Handlers only translate."""
