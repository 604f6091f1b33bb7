"""Documents of other programs → articles: file → blocks → headings, joins, what was left out → Markdown."""
