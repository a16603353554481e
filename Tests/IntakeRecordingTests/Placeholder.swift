// Placeholder until the target's first suite.
