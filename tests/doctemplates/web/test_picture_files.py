"""What a picture may be made of: few layers, and nothing but the picture."""

import io

import pytest
from PIL import Image

from doctemplates.picture_files import PictureError, usable
from tests.doctemplates.web.picturing import bearing, chunk, drawn, layered, segment

SECRET = b"Frau Geheim"
LARGE = (7000, 6000)


def test_progressive_pictures_as_programs_write_them_are_taken():
    made = drawn((400, 300), "JPEG", progressive=True)
    assert usable(made) == made
    assert Image.open(io.BytesIO(usable(layered(2000, 1500, 10)))).size == (1600, 1200)


def refused(content: bytes) -> tuple[str, object]:
    with pytest.raises(PictureError) as caught:
        usable(content)
    return caught.value.code, caught.value.params.get("limit")


def test_pictures_that_have_to_be_unpacked_whole_may_have_fewer_pixels():
    assert refused(layered(*LARGE)) == ("too_many_pixels", 20)
    in_parts = drawn(LARGE, "JPEG").replace(
        segment(0xDA, b"\3\1\0\2\x11\3\x11\0\x3f\0"), segment(0xDA, b"\1\1\0\0\x3f\0")
    )
    assert refused(in_parts) == ("too_many_pixels", 20)
    assert max(Image.open(io.BytesIO(usable(drawn(LARGE, "JPEG")))).size) == 1600


@pytest.mark.parametrize("hidden", [b"", b"\xff", b"\xff\0\0\4ab"])
def test_layers_are_counted_whatever_stands_between_them(hidden):
    content = layered(40, 30, 900).replace(b"\xff\xda", hidden + b"\xff\xda")
    assert refused(content) == ("damaged", None)


def test_another_size_behind_the_first_is_no_way_around_the_limit():
    small = drawn((40, 30))
    content = small[:33] + chunk(b"IHDR", b"\0\0\x20\0" * 2 + b"\x08\2\0\0\0") + small[33:]
    assert refused(content) == ("too_many_pixels", 20)


@pytest.mark.parametrize("frame", [0xC3, 0xC9, 0xCA])
def test_kinds_that_no_program_writes_are_refused(frame):
    assert refused(layered(40, 30, 2, frame)) == ("damaged", None)


def test_a_film_behind_a_photo_counts_for_nothing():
    film = drawn((40, 30), "JPEG") + SECRET + b"\xff\xda" * 500
    assert SECRET not in usable(film)


SEGMENTS = [
    segment(0xE0, b"JFXX\0" + SECRET),
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + SECRET),
    segment(0xE2, b"MPF\0" + SECRET),
    segment(0xEB, b"JP\0\0" + SECRET),
    segment(0xED, b"Photoshop 3.0\0" + SECRET),
    segment(0xEE, SECRET),
    segment(0xFE, SECRET),
]


@pytest.mark.parametrize("note", SEGMENTS, ids=lambda note: f"{note[1]:x}")
@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO")
def test_notes_in_a_small_photo_are_taken_out_wherever_they_are(note):
    photo = drawn((40, 30), "JPEG")
    for content in (photo[:2] + note + photo[2:], photo[:-2] + note + photo[-2:], photo + note):
        made = usable(content)
        assert SECRET not in made
        assert usable(made) == made


@pytest.mark.parametrize("name", [b"tEXt", b"tIME", b"prVt", b"caBX"])
def test_notes_in_a_small_drawing_are_taken_out_wherever_they_are(name):
    image, note = bearing(b"Text"), chunk(name, b"Author\0" + SECRET)
    for content in (image[:33] + note + image[33:], image[:-12] + note + image[-12:], image + note):
        made = usable(content)
        assert SECRET not in made
        assert usable(made) == made


def test_colours_of_a_photo_stay_with_it():
    profile = b"\0" * 200
    for photo in (
        drawn((40, 30), "JPEG", icc_profile=profile),
        drawn((40, 30), "PNG", icc_profile=profile, dpi=(300, 300)),
    ):
        assert usable(photo) == photo
