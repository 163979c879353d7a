"""Drawings: icons, status shapes and charts, as SVG made on the server."""
