"""The running program: settings, hosts, database contexts, the kit that every app uses."""
