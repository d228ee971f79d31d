"""How project files of earlier versions become current ones; HEAD is the current schema.

Columns are only added: no migration renames, removes or retypes one, because the journal names them for ever
and undo writes them back. So two migrations may be developed side by side: both follow the same one, as
`0005a_cases.py` and `0005b_packets.py` do, and HEAD is “0005a+0005b”; a project that has one gets the other.
The migration after them follows both.
"""

HEAD = "0006a+0006c+0006d+0006e+0006f"
