"""Exchange with the outside world: catalogues in, catalogues out, and what an import or edit would change."""
