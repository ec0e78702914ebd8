"""Citations by the Citation Style Language: works as CSL items, styles as files, one engine.

A style is a file (`style`), a work is an item of CSL-JSON (`item`), and `engine` renders the one
with the other through citeproc-py. CSL:
https://docs.citationstyles.org/en/stable/specification.html
"""
