"""What may be entered, and what the form says where it may not."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from content.directory.models import Organization, Schedule, Service, ServiceCapacity
from content.directory.models.base import german_slug
from content.directory.models.phone import Phone, validate_phone
from content.directory.presenting import age_text
from tests.factories.directory import OrganizationFactory, ServiceFactory

ages = st.none() | st.integers(0, 200)
times = st.times()


def errors(instance) -> dict[str, list[str]]:
    try:
        instance.clean()
    except ValidationError as error:
        return error.message_dict
    return {}


@given(low=ages, high=ages)
def test_ages_are_refused_exactly_when_out_of_order_or_out_of_range(low, high):
    found = errors(Service(name="A", slug="a", minimum_age=low, maximum_age=high))
    wrong = any(age is not None and age > 120 for age in (low, high)) or (
        low is not None and high is not None and low > high
    )
    assert bool(found) == wrong


@given(low=st.none() | st.integers(0, 120), high=st.none() | st.integers(0, 120))
def test_age_in_words_names_both_ends(low, high):
    text = age_text(low, high)
    assert all(str(age) in text for age in (low, high) if age is not None)
    assert bool(text) == (low is not None or high is not None)


@given(opens=times, closes=times)
def test_opening_time_must_end_after_it_begins(opens, closes):
    found = errors(Schedule(byday="MO", opens_at=opens, closes_at=closes))
    assert ("closes_at" in found) == (closes <= opens)


@given(first=st.dates(), last=st.dates())
def test_validity_must_not_end_before_it_begins(first, last):
    schedule = Schedule(
        byday="MO",
        opens_at=datetime.time(8),
        closes_at=datetime.time(9),
        valid_from=first,
        valid_to=last,
    )
    assert ("valid_to" in errors(schedule)) == (last < first)


def test_error_of_the_age_is_german_and_says_what_is_wrong():
    found = errors(Service(name="A", slug="a", minimum_age=10, maximum_age=3))
    assert found == {"maximum_age": ["Das Höchstalter darf nicht unter dem Mindestalter liegen."]}


def test_confirmation_in_the_future_is_refused():
    tomorrow = datetime.date.today() + datetime.timedelta(days=2)  # noqa: DTZ011
    assert "assured_date" in errors(Service(name="A", slug="a", assured_date=tomorrow))


def test_form_that_lacks_times_gets_no_second_error():
    assert errors(Schedule(byday="MO")) == {}


def test_more_free_places_than_places_are_refused():
    assert "available" in errors(ServiceCapacity(available=9, maximum=8))


@pytest.mark.parametrize("number", ["0221 4710-123", "+49 221 4710123", "02241 13-0", "110110"])
def test_usual_ways_to_write_a_number_are_accepted(number):
    validate_phone(number)


@pytest.mark.parametrize("number", ["", "abc", "1", "0221 4710-123 0221 4710-123 55", "🙂"])
def test_what_is_no_number_is_refused_with_an_example(number):
    with pytest.raises(ValidationError, match="mit Vorwahl"):
        validate_phone(number)


def test_fax_is_no_link():
    assert Phone(number="0221 4710-123", type=Phone.Type.FAX).uri == ""


def test_extension_belongs_to_the_dialled_number():
    assert Phone(number="0221 4710-", extension="123").uri == "tel:+492214710123"


@given(st.text(max_size=300))
def test_slug_of_any_text_is_fit_for_an_address(text):
    assert all(sign.isalnum() or sign in "-_" for sign in german_slug(text))


@pytest.mark.django_db
def test_same_name_gets_another_address():
    organization = OrganizationFactory()
    slugs = {ServiceFactory(name="Café für Eltern", organization=organization).slug for _ in "123"}
    assert slugs == {"cafe-fuer-eltern", "cafe-fuer-eltern-2", "cafe-fuer-eltern-3"}


@pytest.mark.django_db
def test_address_that_the_portal_needs_is_refused():
    with pytest.raises(ValidationError, match="braucht das Portal selbst"):
        Organization(name="Suche", slug="suche").full_clean()


@pytest.mark.django_db
def test_name_that_is_a_reserved_address_gets_a_free_one():
    assert ServiceFactory(name="Suche").slug == "suche-2"
