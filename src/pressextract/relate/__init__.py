"""Relations between mentions: what a figure counts and when, who speaks, who joins whom."""
