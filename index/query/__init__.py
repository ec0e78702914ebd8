"""What is typed becomes a query: its words, conditions, language, expansion."""
