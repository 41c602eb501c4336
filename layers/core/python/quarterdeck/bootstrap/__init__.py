"""Where ports meet adapters: the only package that knows which adapter fills which port.

A factory imports its own adapters and is made once a process, so that a handler pays for what it uses alone.
"""
