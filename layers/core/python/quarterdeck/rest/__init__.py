"""The REST API's doors: authorized requests in, one use case each, JSON out.

``endpoint`` is the form of a route, ``serving`` answers one, and every other module holds the routes of one subject.
Nothing else imports from here but the function ``api`` and the infrastructure that is made from the routes.
"""
