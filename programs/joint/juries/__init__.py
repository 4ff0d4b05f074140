"""Joint juries: members from several territories, one decision for each snapshot."""
