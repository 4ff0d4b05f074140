"""The resource `settings`: what a territory has settled for its own pages."""
