"""The resource `log`: a territory's own on its host, the programme's on the national one."""
