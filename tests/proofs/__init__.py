"""Proofs of a kind of fault, not of a case: what they try is enumerated from the code, so that a new one is tried."""
