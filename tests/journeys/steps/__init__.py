"""The nine steps of a season, each as its people take it: on pages, by links and forms that are really there."""
