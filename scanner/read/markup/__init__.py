"""HTML and XML, and the metadata and signatures written in XML."""
