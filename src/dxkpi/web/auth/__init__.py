"""Sign-in, sign-out, password change and OpenID Connect: pages and addresses.

It sets the session cookie. It may use workflows and the layers below them.
"""
