"""Another scale for the bands of an epoch that a study holds already."""

from collections.abc import Mapping
from pathlib import Path

from missionplanner.ecology.imagery.scenes.scales import (
    COLLECTION_2,
    COLLECTION_2_SCALE,
    Scale,
    fill_told,
    given_scale,
)
from missionplanner.errors import InputError
from missionplanner.messages.message import Message
from missionplanner.model.raster_source import BandFile
from missionplanner.model.study import Band, Epoch, Piece
from missionplanner.raster.files.layers import layers

AS_FILES = "files"
"""Named for a scale: what the files themselves say."""

_OF_SCALE = {
    "scenes.collection_2",
    "scenes.factor_given",
    "scenes.scale_given",
    "scenes.digital_numbers",
    "scenes.ten_thousandths",
    "scenes.of_full",
    "scenes.no_reflectance",
}
"""Notes on the scale of before."""

_NONE = 0.0

Bands = Mapping[Band, BandFile]


def scale_text(epoch: Epoch) -> str | None:
    """Return the scale of an epoch's reflectances as `rescaled` takes it.

    None where it cannot be another: the study names no bands of the scene, or its metadata give
    each band its own.
    """
    scales = {
        (file.scale, file.offset or None) for part in _parts(epoch) for file in part.bands.values()
    }
    if len(scales) != 1:
        return None
    ((factor, offset),) = scales
    if factor is None and offset is None:
        return AS_FILES
    if (factor, offset) == (COLLECTION_2_SCALE.factor, COLLECTION_2_SCALE.offset):
        return COLLECTION_2
    plain = _shown(1.0 if factor is None else factor)
    return f"{plain},{_shown(offset)}" if offset else plain


def rescaled(epoch: Epoch, text: str, folder: Path) -> Epoch:
    """Return an epoch whose reflectances have another scale; its thermal band stays as it is.

    Parameters
    ----------
    epoch : Epoch
    text : str
        'files', 'collection-2', 'FACTOR' or 'FACTOR,OFFSET'.
    folder : Path
        What its paths are relative to.

    Raises
    ------
    InputError
        It is no scale, or this scene's cannot be another.
    """
    scale = _named(text, str(epoch.date))
    if scale_text(epoch) is None:
        raise InputError("study_edits.own_scale", str(epoch.date))
    told: list[Message] = [scale.note] if scale.note else []
    bands = _scaled(epoch.bands, scale, folder, told)
    pieces = tuple(
        piece.model_copy(update={"bands": _scaled(piece.bands, scale, folder, told)})
        for piece in epoch.pieces
    )
    kept = (note for note in epoch.notes if getattr(note, "code", "") not in _OF_SCALE)
    notes = (*kept, *dict.fromkeys(told))
    return epoch.model_copy(update={"bands": bands, "pieces": pieces, "notes": notes})


def _named(text: str, where: str) -> Scale:
    if text.strip().lower() == AS_FILES:
        return Scale()
    try:
        return given_scale(text)
    except InputError as error:
        error.place = where  # not the option of new scenes
        raise


def _shown(number: float) -> str:
    """Return a number as short as it stays the same: 0.0001, not 0.00010000000000000000479."""
    short = f"{number:g}"
    return short if float(short) == number else repr(number)


def _parts(epoch: Epoch) -> tuple[Epoch | Piece, ...]:
    return (epoch, *epoch.pieces)


def _scaled(bands: Bands, scale: Scale, folder: Path, told: list[Message]) -> dict[Band, BandFile]:
    """Return bands with a scale; what was no reflectance by the scale of before is judged anew."""
    if not bands:
        return {}
    # Stored zeros are no value in every product that says so, whatever the scale.
    files = {
        band: scale.of(file).model_copy(
            update={
                "path": str(folder / file.path),
                "fill": tuple({*scale.fill, *({_NONE} & {*file.fill})}),
            }
        )
        for band, file in bands.items()
    }
    first = layers(Path(next(iter(files.values())).path))
    if first.nodata is None and not first.dtype.startswith("uint"):
        files, holes = fill_told(files)
        told += holes
    return {
        band: file.model_copy(update={"path": bands[band].path}) for band, file in files.items()
    }
