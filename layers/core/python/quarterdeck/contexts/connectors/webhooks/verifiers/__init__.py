"""One module a vendor: ``verify(request, secrets, now)`` by the rules that the vendor publishes.

What makes two deliveries one event is always taken from what is signed, as anybody can change the rest.
"""
