"""What is remembered of people, and for how long: export, erasure, retention, the register of processing."""
