"""Incident Atlas: security incidents on a map, each traced to its sources."""
