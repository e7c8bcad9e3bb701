"""How long a file may be kept: register of dossiers, rules, decisions. Pure functions of facts and a date; no I/O, no clock."""
