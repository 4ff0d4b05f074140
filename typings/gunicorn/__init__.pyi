"""Types of gunicorn, which ships none, as far as this project uses it."""
