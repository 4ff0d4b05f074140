"""A form or a request sent twice is one act: what the first answered is kept a day for the second (decision 0017)."""
