"""`make bench`: what each main page costs on a full season, served as in production."""
