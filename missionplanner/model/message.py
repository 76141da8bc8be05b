"""Messages as saved models hold them."""

from typing import Annotated, Any

from pydantic_core import CoreSchema, core_schema

from missionplanner.messages.message import TEXT, Message, from_json

_JSON = {
    "type": ["object", "string"],
    "properties": {"code": {"type": "string"}, "values": {"type": "object"}},
    "required": ["code"],
}


def _written(told: Message) -> Any:
    # A bare sentence stays one: what is opened and saved again, or hashed, is as it was.
    bare = told.code == TEXT and told.values.keys() == {"text"}
    return told.values["text"] if bare else told.to_json()


class _Kept:
    """How pydantic reads and writes a message; its values nest, which pydantic's own way cannot."""

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Any) -> CoreSchema:
        written = core_schema.plain_serializer_function_ser_schema(_written)
        return core_schema.no_info_plain_validator_function(from_json, serialization=written)

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: Any) -> dict[str, Any]:
        return dict(_JSON)


Told = Annotated[Message, _Kept]
"""A message in a saved model: code and values; the bare sentence of an older file is a text."""
