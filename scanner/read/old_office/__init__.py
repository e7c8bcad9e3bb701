"""OLE storages and the formats of Office 97 to 2003."""
