"""Pages of portfolios, programmes, projects, people and the audit trail."""
