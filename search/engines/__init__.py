"""The engines behind search.engine.SearchEngine."""
