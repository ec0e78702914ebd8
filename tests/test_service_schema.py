"""The service against its own description, by schemathesis: made-up requests, right and wrong.

A short run; `DALIL_SCHEMA_EXAMPLES=500` makes it a long one (bench/results/service.md).
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

schemathesis = pytest.importorskip("schemathesis")
pytest.importorskip("fastapi")

from schemathesis import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import (  # noqa: E402
    negative_data_rejection,
    positive_data_acceptance,
)
from served import Served  # noqa: E402

from dalil.service.api import make_app  # noqa: E402

#: Requests that are made up for each endpoint and mode.
EXAMPLES = int(os.environ.get("DALIL_SCHEMA_EXAMPLES", "8"))
#: A question may be of the right shape and no question all the same ('"taman', an unknown style).
NOT_HERE = [positive_data_acceptance]
#: In an address all is text: "0.9" for a number is a kind of that name, and "" no cursor.
NOT_IN_ADDRESSES = [*NOT_HERE, negative_data_rejection]
#: A body of the wrong shape may be refused for its size first.
REFUSED = {"negative_data_rejection": {"expected-statuses": [400, 401, 403, 404, 413, 415, 422]}}


@cache
def operations() -> dict[str, Any]:
    """The operations of a service that anybody may read, so that nothing is changed by them."""
    _kept.append(place := TemporaryDirectory(prefix="dalil-"))
    served = Served(Path(place.name), public=True)
    door = make_app(served.library, replace(served.gate, hosts=None))
    described = schemathesis.openapi.from_asgi(
        "/openapi.json", door, config=schemathesis.Config.from_dict({"checks": REFUSED})
    )
    found = (result.ok() for result in described.get_all_operations())
    return {operation.label: operation for operation in found}


_kept: list[TemporaryDirectory[str]] = []


def cases() -> Iterator[tuple[str, GenerationMode]]:
    """Right and wrong requests to each; without parameters none is wrong."""
    for label, operation in sorted(operations().items()):
        yield label, GenerationMode.POSITIVE
        if operation.body or any(operation.iter_parameters()):
            yield label, GenerationMode.NEGATIVE


@pytest.mark.parametrize(("label", "mode"), list(cases()))
def test_every_answer_is_as_described(label: str, mode: GenerationMode) -> None:
    operation = operations()[label]

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def answered(case: Any) -> None:
        case.call_and_validate(excluded_checks=NOT_HERE if operation.body else NOT_IN_ADDRESSES)

    answered()
