"""The web server and the worker on one machine, supervised together: `make demo` and `make run`."""
