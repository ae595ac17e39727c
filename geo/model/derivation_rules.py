"""The stated rules by which headline facts follow from the ledger; the code is in ``derive``."""

PERPETRATORS_RULE = (
    "Derived: every actor that an entry of the ledger puts forward (claimed, attributed, suspected or "
    "reported), in the order of the ledger. A denial takes nobody off the list and a dispute puts nobody on "
    "it; an entry without an actor names nobody."
)
PARTIES_RULE = (
    "Derived: every actor that an entry of the ledger names as a party, in the order of the ledger, without "
    "the perpetrators. A party took part; no source says who acted on whom."
)
VERIFICATION_RULE = (
    "Derived: disputed where an entry disputes the event; else claimed_only where an actor claims it and "
    "nobody else tells it; else corroborated where two independent sources tell it; else reported. Sources "
    "are independent when they differ and don't hand on the same third report."
)
PERPETRATOR_KIND_RULE = (
    "Derived: the kind that all named perpetrators share; other where their kinds differ or no other word covers "
    "them, so that no hue says what no source says; parties where no perpetrator is named and somebody took part; "
    "unknown where nobody is named. A person counts only where no body is named beside, and then "
    "as the state that the person serves according to actors.json."
)
KILLED_RULE = (
    "Derived: the groups with a stated figure, added up. Several rows of one group are alternatives: the "
    "lowest minimum and the highest maximum stand. Missing where no group has a figure, or (maximum) where "
    "one is open."
)
ADMIN1_RULE = (
    "Derived, and filled only where admin1 is null: the first-order divisions in which the place lies for certain, by the "
    "boundaries of Natural Earth, simplified. For certain is where no other division is nearer than the radius and 2 km, and "
    "no country that is stated says otherwise; each of several points counts. A place known to a country only has none. "
    "Downloads carry it; what a file says here is worked out anew."
)
KNOWN_RULE = (
    "Derived: the earliest day among the ledger's entries and the days of publication of the incident's sources."
)
