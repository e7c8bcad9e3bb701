"""What leaves the product: JSON Lines, CSV, a page, and the terminal. Only what `records` lists may leave."""
