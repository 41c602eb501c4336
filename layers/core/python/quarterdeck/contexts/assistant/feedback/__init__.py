"""What people say of answers, in Slack and over the API, and the labelled examples that this makes."""
