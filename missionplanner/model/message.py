"""Messages as saved models hold them."""

from typing import Annotated

from pydantic import PlainSerializer, PlainValidator, WithJsonSchema

from missionplanner.messages.message import Message, from_json

Told = Annotated[
    Message,
    PlainValidator(from_json),
    PlainSerializer(Message.to_json),
    WithJsonSchema(
        {
            "type": "object",
            "properties": {"code": {"type": "string"}, "values": {"type": "object"}},
            "required": ["code"],
        }
    ),
]
"""A message in a saved model: code and values; the bare sentence of an older file is a text."""
