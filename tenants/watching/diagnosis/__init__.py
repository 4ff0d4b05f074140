"""What `manage.py doctor` looks at, one module a kind: the database, its schemas, the machine around them."""
