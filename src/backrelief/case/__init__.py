"""What is known about one person now: answers, options and files become a `Case`."""
