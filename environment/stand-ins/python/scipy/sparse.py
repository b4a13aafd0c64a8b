"""The classes of sparse matrices that CatBoost asks its inputs about."""


class spmatrix:
    pass


for _name in ("bsr_matrix", "coo_matrix", "csc_matrix", "csr_matrix", "dia_matrix", "dok_matrix", "lil_matrix"):
    globals()[_name] = type(_name, (spmatrix,), {})
