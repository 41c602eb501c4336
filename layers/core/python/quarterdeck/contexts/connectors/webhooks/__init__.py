"""Webhooks: the one door by which other systems tell a tenant's Quarterdeck that something happened.

``catalogue`` knows the vendors, ``verifiers`` whether a request is one's, ``door`` takes it in once, ``delivering``
makes it an event. Other contexts subscribe to ``events.WebhookReceived``.
"""
