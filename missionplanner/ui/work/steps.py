"""What the window says of a step of long work."""

from dataclasses import replace

from missionplanner.aircraft.catalogue import sensor, sensor_keys
from missionplanner.messages.casing import sentence_case
from missionplanner.messages.catalogue import sentence
from missionplanner.messages.message import Message
from missionplanner.tasks.progress import Step


def step_words(step: Step) -> str:
    """Return what is being done, as a line of its own; a sensor's key becomes its name."""
    if step.message is None:
        return ""
    return sentence_case(sentence(_named(step.message)))


def _named(told: Message) -> Message:
    key = told.values.get("sensor")
    if not isinstance(key, str) or key not in sensor_keys():
        return told
    return replace(told, values={**told.values, "sensor": sensor(key).name})
