"""What follows a publication, where it is not this layer's business."""

from collections.abc import Sequence

from eclore.kit.hooks import Hook

# Decisions have been published for the territories of these schemas; in the publication's transaction.
published: Hook[[Sequence[str]], None] = Hook("joint_juries.published")
