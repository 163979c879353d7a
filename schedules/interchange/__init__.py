"""Plans in and out of files: readers give a :class:`~schedules.interchange.file_plan.FilePlan`."""
