"""The first-level division (governorate, province) of incidents: as sources state it, else as their place tells."""

from geo.admin1.derivation import (
    BASIS,
    CERTAIN,
    Admin1Codes,
    Combination,
    How,
    admin1_coded,
    admin1_codes,
    admin1_found,
    admin1_values,
    derived_at,
    derived_of,
    names_of,
)

__all__ = [
    "BASIS",
    "CERTAIN",
    "Admin1Codes",
    "Combination",
    "How",
    "admin1_coded",
    "admin1_codes",
    "admin1_found",
    "admin1_values",
    "derived_at",
    "derived_of",
    "names_of",
]
