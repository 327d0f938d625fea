"""Work in a queue: Procrastinate's jobs on the catalog's PostgreSQL, done by workers on as many machines as wanted.

`pieces` says what can be queued, `steps` what is done for each, `worker` runs it, `status` tells how it stands.
"""
