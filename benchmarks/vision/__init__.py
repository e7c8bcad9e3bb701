"""Identity documents in pictures: a generator of drawn cards with ground truth, of what looks like them, and the measure over both."""
