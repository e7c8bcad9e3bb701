"""Word documents and presentations of Office (ECMA-376), and the packages they lie in."""
