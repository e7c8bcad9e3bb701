"""From the catalogue to the weekly report: what `reports` renders is gathered here, and what a report told is remembered."""
