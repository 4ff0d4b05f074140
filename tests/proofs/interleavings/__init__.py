"""Two domain verbs at once, one paused after each of its statements: what the proof of interleavings is made of.

`verbs` enumerates them from the code; `scenes` builds once the rows that they act on; the modules of acts say how each
is called there; `hands` runs two of them on two connections; `keeping` puts the tables back and compares them.
"""
