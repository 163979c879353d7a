"""Microsoft Project's XML (MSPDI): the documented schema http://schemas.microsoft.com/project."""
