"""Where states stand on the line, or in the plane, that divides a body most."""
