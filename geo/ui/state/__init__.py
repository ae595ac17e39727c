"""The view that a person has: in the session, in the address, in the browser; and the ways between pages."""
