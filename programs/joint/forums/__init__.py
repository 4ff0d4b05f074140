"""Interdepartmental forums: participants, quotas, frozen snapshots."""
