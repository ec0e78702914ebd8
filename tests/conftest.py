"""Settings for all tests."""

from hypothesis import HealthCheck, settings

# Machines differ and are shared: properties are about results, never about seconds.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")
