"""Types of django-tenants, which ships none, as far as this project uses it."""
