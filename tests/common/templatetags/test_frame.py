from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from common import navigation
from common.navigation import Place


def render(source, **context):
    return Template("{% load frame %}" + source).render(Context(context))


def test_the_place_with_the_longest_address_is_open():
    places = [Place("all", "All", "gallery", "work", 1), Place("in", "In", "account_login", "tray", 2)]
    source = (
        "{% side_places as entries %}{% for e in entries %}{{ e.place.key }}:{{ e.current }} {% endfor %}"
    )
    request = RequestFactory().get("/gallery/deep/")
    assert render(source, places=places, request=request) == "all:True in:False "
    assert render(source, places=places, request=request, place="in") == "all:False in:True "


def test_the_bottom_bar_has_four_places():
    places = [Place(str(n), "P", "gallery", "work", n) for n in range(6)]
    source = "{% side_places as entries %}{% for e in entries %}{{ e.bottom|yesno:'1,0' }}{% endfor %}"
    assert render(source, places=places, request=RequestFactory().get("/")) == "111100"


def test_a_query_string_keeps_the_filter_and_changes_the_page():
    request = RequestFactory().get("/risks/?state=open&page=3")
    assert render("{% with_query page=4 %}", request=request) == "?state=open&amp;page=4"
    assert render("{% with_query page='' %}", request=request) == "?state=open"


class TwoFields(forms.Form):
    name = forms.CharField()
    owner = forms.CharField(required=False)

    def clean(self):
        raise forms.ValidationError("The two do not fit.")


def test_the_summary_links_the_wrong_fields_and_says_what_is_wrong_with_the_whole():
    html = render('{% include "_components/form_errors.html" with form=form %}', form=TwoFields({}))
    assert "Not saved. 1 field needs you." in html
    assert 'href="#id_name"' in html
    assert "id_owner" not in html
    assert "The two do not fit." in html


def test_a_right_form_has_no_summary():
    assert "error-summary" not in render(
        '{% include "_components/form_errors.html" with form=form %}', form=TwoFields()
    )


def test_a_field_names_its_error_and_hint():
    form = TwoFields({})
    form.fields["name"].help_text = "As the team calls it."
    html = render('{% include "_components/field.html" with field=form.name %}', form=form)
    assert 'aria-invalid="true"' in html
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'id="id_name_error"' in html
    assert 'id="id_name_helptext"' in html


def test_registered_places_are_found():
    assert all(place.icon for place in navigation.places())
