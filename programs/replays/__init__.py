"""Four real programmes, played again through the product's own functions at their own dates. No table."""
