"""What follows a publication, where it is not this layer's business."""

from collections.abc import Sequence

from eclore.kit.hooks import Hook

# Decisions have been published for the territories of these schemas; in the publication's transaction.
published: Hook[[Sequence[str]], None] = Hook("joint_juries.published")

# The hours of their dossiers are told to the territories of these schemas; in the transaction that tells them.
expected: Hook[[Sequence[str]], None] = Hook("joint_juries.expected")
