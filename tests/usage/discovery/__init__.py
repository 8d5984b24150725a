"""Discovery of formulations nobody listed."""
