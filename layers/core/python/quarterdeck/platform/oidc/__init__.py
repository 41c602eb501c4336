"""OpenID Connect: which tokens of which issuers speak for whom, and how a person is sent to an issuer to sign in.

``model`` has the issuers and what a token says, ``remembered`` keeps what an issuer publishes, ``provider`` asks it
for keys and tokens, ``verify`` checks a token. Only ``keys`` and ``verify`` load a JWT library, and with it
cryptography.
"""
