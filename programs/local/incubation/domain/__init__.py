"""The acts of an incubation, one module for each thing that they change."""
