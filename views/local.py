"""Whether folders of the machine that the app runs on may be named."""

from __future__ import annotations

import os
from typing import Final

from views import person
from views.permit import Act

#: ``0``: no folder of this machine is offered to anybody; any other value: to every editor.
ENVIRONMENT: Final = "DALIL_FOLDERS"


def folders_allowed() -> bool:
    """Whether the person of this session may name folders of this machine.

    The one who sits at it may, where the app is served to this machine alone, as `dalil app`
    does; on a server its editors, and nobody else, whatever the environment says.
    """
    if not person.may(Act.FOLDER):
        return False
    said = os.environ.get(ENVIRONMENT, "")
    if said:
        return said != "0"
    return person.public() or person.is_served()
