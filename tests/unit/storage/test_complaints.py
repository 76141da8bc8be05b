"""Pydantic's reasons keep their English, and have Chinese."""

from typing import Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import message
from missionplanner.storage.complaints import complaint, first_complaint


class Values(BaseModel):
    """One of each kind."""

    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)

    share: float = Field(default=0.5, gt=0, le=1)
    small: float = Field(default=1.0, ge=1e-6)
    count: int = Field(default=1, lt=10)
    kind: Literal["a", "b", "c"] = "a"
    only: Literal["a"] = "a"
    name: str = Field(default="ab", min_length=2, max_length=3, pattern="^[a-z]*$")
    names: tuple[str, ...] = Field(default=(), max_length=1)
    on: bool = True

    @field_validator("count")
    @classmethod
    def _own(cls, value: int) -> int:
        if value == 7:
            raise ValueError(message("storage.absent"))
        if value == 8:
            raise ValueError("eight is ours")
        return value


@pytest.mark.parametrize(
    "values",
    [
        {"share": 0},
        {"share": 2},
        {"share": "x"},
        {"share": None},
        {"share": float("inf")},
        {"small": 0},
        {"count": 10},
        {"count": 1.5},
        {"count": "x"},
        {"kind": "d"},
        {"only": "b"},
        {"name": "a"},
        {"name": "abcd"},
        {"name": "A1"},
        {"name": 3},
        {"names": ["a", "b"]},
        {"names": 1},
        {"on": "maybe"},
        {"on": []},
        {"other": 1},
    ],
)
def test_a_reason_keeps_its_english_and_has_chinese(values: dict[str, object]) -> None:
    with pytest.raises(ValidationError) as told:
        Values.model_validate(values)
    key, said = complaint(told.value)
    assert key == next(iter(values))
    assert said.code.startswith("storage.unfit.")
    assert sentence(said, "en") == told.value.errors()[0]["msg"]
    assert any("\u4e00" <= glyph <= "\u9fff" for glyph in sentence(said, "zh"))
    assert sentence(first_complaint(told.value), "en") == f"{key}: {sentence(said, 'en')}"


def test_a_check_of_our_own_brings_its_message_or_its_words() -> None:
    with pytest.raises(ValidationError) as told:
        Values.model_validate({"count": 7})
    assert complaint(told.value) == ("count", message("storage.absent"))
    with pytest.raises(ValidationError) as told:
        Values.model_validate({"count": 8})
    assert sentence(complaint(told.value)[1]) == "eight is ours"


def test_json_that_is_none_is_told() -> None:
    with pytest.raises(ValidationError) as told:
        Values.model_validate_json("{")
    assert complaint(told.value)[1].code == "storage.unfit.json"
