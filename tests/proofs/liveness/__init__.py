"""What the proof of liveness walks through: a world, its acts, how each thing ends, what each right stands on."""
