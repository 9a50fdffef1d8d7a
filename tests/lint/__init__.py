"""Tests of the rules, one file per module of rules: what each rule finds and what it leaves alone."""
