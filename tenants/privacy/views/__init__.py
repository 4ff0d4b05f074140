"""Pages about personal data: one's own, those of others who ask, what a territory keeps."""
