"""Settings for all tests."""

import sys

import pytest
from hypothesis import HealthCheck, settings

# Machines differ and are shared: properties are about results, never about seconds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")


@pytest.fixture(autouse=True)
def unserved() -> None:
    """A test that imports app.py leaves the process as one that serves it; the next does not."""
    if (person := sys.modules.get("views.person")) is not None:
        vars(person)["_served"] = False
