"""The embedded default: everything Throughline needs under one supervisor, with all state in ``PMO_HOME``.

``python -m pmo.embedded`` prepares the database, starts broker, mailbox, web, worker and beat, restarts what
dies and leaves nothing behind when it ends, however it ends.
"""
