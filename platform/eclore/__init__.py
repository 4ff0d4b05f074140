"""The running program: settings, hosts, database doors, the kit that every room uses."""
