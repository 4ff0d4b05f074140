"""Strangers' bytes, read by kept libraries in a process of its own that has limits: `process.read` begins one.

`process` is the program's side. Everything else runs on the other side, where neither Django nor a database is known.
"""
