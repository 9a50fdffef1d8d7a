"""From words, options, answers and files to a case, and what to ask next."""
