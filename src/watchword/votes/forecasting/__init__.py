"""The next vote of a text from earlier days alone, and how well past ones would have been forecast."""
