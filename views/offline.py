"""Streamlit without its questions about this machine's addresses: nothing leaves the machine.

To say where it can be reached, and again whenever a page of an unknown origin knocks, Streamlit
asks a server of Amazon's for the machine's public address. `python -m views.offline run app.py` is
`streamlit run app.py` that never does; `app.py` does the same for whoever starts Streamlit itself.
"""

from __future__ import annotations

import sys
from typing import Final

from streamlit import config, net_util

_HERE: Final = frozenset({"localhost", "127.0.0.1", "::1"})
_internal_address = net_util.get_internal_ip


def stay() -> None:
    """From now on the public address is not known, and nobody is asked."""
    net_util.get_external_ip = _unknown
    net_util.get_internal_ip = _address


def _unknown() -> None:
    return None


def _address() -> str | None:
    """This machine's address in its network, needed only where others may come from there."""
    address = config.get_option("server.address")
    return None if address is None or address in _HERE else _internal_address()


if __name__ == "__main__":
    from streamlit.web.cli import main

    stay()
    sys.exit(main())
