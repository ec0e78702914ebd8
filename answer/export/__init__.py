"""Results as files: tables, Word, Markdown, reference managers."""
