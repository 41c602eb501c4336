"""People who ask all at once, over REST and Slack, on the local cloud, while its workers may die."""
