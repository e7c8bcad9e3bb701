"""How well documents are classed: templates by different hands, split by template into a half to tune on and a half to measure."""
