"""The steps from any older catalogue to the present one."""
