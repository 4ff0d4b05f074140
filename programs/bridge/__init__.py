"""The only app that knows both a territory and the programme.

The life of a nomination: `conditions` says what is missing, `nominations.nominate` freezes the dossier (`snapshots`)
and sends it to the forum; until the jury opens `nominations.withdraw` takes it back. The joint jury decides
(programs.joint.juries); `deliveries` brings each published decision home, and `takeovers` carries on at home an idea
that was not retained.
"""
