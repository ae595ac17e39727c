"""Who may use a server: sign-in, which is off unless the operator turns it on, roles, and datasets for named people."""
