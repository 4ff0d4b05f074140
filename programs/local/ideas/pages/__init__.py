"""What the pages of ideas show, as data: which rows, which words, which buttons stand. Templates only place them."""
