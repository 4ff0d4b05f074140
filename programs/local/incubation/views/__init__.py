"""Pages of projects and committees."""
