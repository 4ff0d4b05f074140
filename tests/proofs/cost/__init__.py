"""What the proof of cost is made of: what is measured, what it is given, and what is found to try."""
