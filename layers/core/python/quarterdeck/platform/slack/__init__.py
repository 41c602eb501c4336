"""Slack's protocol: signed requests in, questions out of their events, answers back as Block Kit messages."""
