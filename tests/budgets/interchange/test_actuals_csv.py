"""A ledger's export: what is read, and the sentence for what is not."""

from datetime import date

import pytest

from budgets.interchange.actuals_csv import MAX_BYTES, MAX_ROWS, original_cell, read_actuals
from common.errors import DomainError
from common.export import safe_cell

PLAIN = "date,account,amount,reference,activity,description\n2027-01-05,1.1,1200.50,R-1,A10,Cables\n"


def read(text, encoding="utf-8", currency="EUR"):
    return read_actuals(text.encode(encoding), currency=currency)


def test_a_plain_file():
    reading = read(PLAIN)
    row = reading.rows[0]
    assert (row.line, row.day, row.account, row.amount) == (2, date(2027, 1, 5), "1.1", 120050)
    assert (row.reference, row.activity, row.description) == ("R-1", "A10", "Cables")
    assert not reading.problems
    assert not reading.ignored


@pytest.mark.parametrize(
    "text",
    [
        "date;account;amount\n2027-01-05;1.1;1200,50\n",
        "date\taccount\tamount\n2027-01-05\t1.1\t1 200,50\n",
        '\ufeffDate,Account,Amount\r\n05.01.2027,1.1,"1,200.50"\r\n',
        "sep=;\nPosting date;Cost account;Value\n2027-01-05;1.1;1.200,50\n",
        '"Buchungsdatum";"Konto";"Betrag"\n"05.01.2027";"1.1";"1.200,50"\n',
        "\n\ndate,account,amount\n\n2027-01-05,1.1,1200.50\n\n",
    ],
)
def test_what_offices_write(text):
    reading = read(text)
    assert [(r.day, r.account, r.amount) for r in reading.rows] == [(date(2027, 1, 5), "1.1", 120050)]
    assert not reading.problems


@pytest.mark.parametrize("encoding", ["utf-16", "cp1252", "utf-8-sig"])
def test_encodings(encoding):
    text = "date,account,amount,description\n2027-01-05,1.1,7,Gerät für Büro\n"
    assert read(text, encoding).rows[0].description == "Gerät für Büro"


def test_a_quoted_cell_with_line_ends_and_delimiters_keeps_line_numbers():
    text = 'date,account,amount,description\n2027-01-05,1.1,7,"a, ""b""\nc"\n2027-13-05,1.1,7,x\n'
    reading = read(text)
    assert reading.rows[0].description == 'a, "b"\nc'
    assert [p.line for p in reading.problems] == [4]


def test_every_bad_line_is_named_and_the_good_ones_are_read():
    text = (
        "date,account,amount,reference\n"
        "2027-02-30,1.1,7,a\n"
        "2027-01-05,,7,b\n"
        "2027-01-05,1.1,seven,c\n"
        "2027-01-05,1.1,1.005,d\n"
        "2027-01-05,1.1,0,e\n"
        "2027-01-05,1.1\n"
        "2027-01-05,1.1,7,f,g\n"
        f"2027-01-05,1.1,7,{'r' * 81}\n"
        "2027-01-05,1.1,12.5,ok\n"
    )
    reading = read(text)
    assert [r.reference for r in reading.rows] == ["ok"]
    assert [p.line for p in reading.problems] == [2, 3, 4, 5, 6, 7, 8, 9]
    expected = [
        "is not a day",
        "account is missing",
        "not an amount",
        "not an amount",
        "zero",
        "2 of 4 columns: it is cut off",
        "more columns",
        "longer than 80",
    ]
    for problem, part in zip(reading.problems, expected, strict=True):
        assert part in problem.sentence


def test_1_005_with_a_proven_decimal_point_has_too_many_decimals():
    # 12.5 proves the point, so 1.005 is one and five thousandths: not an amount in EUR.
    reading = read("date,account,amount\n2027-01-05,1.1,1.005\n2027-01-05,1.1,12.5\n")
    assert "at most 2 decimals" in reading.problems[0].sentence


def test_ambiguity_is_refused_not_guessed():
    reading = read("date,account,amount\n03/04/2027,1.1,7\n2027-01-05,1.1,1.005\n")
    assert [p.sentence.count("two ways") for p in reading.problems] == [1, 1]


def test_columns_that_mean_nothing_are_named():
    assert read("date,account,amount,Company,Amount\n2027-01-05,1.1,7,x,y\n").ignored == ("Company", "Amount")


@pytest.mark.parametrize(
    ("content", "code", "part"),
    [
        (b"", "csv_empty", "empty"),
        (b"\xef\xbb\xbf  \n", "csv_empty", "empty"),
        (b"date,account,amount\n", "csv_empty", "no rows"),
        (b"PK\x03\x04rest", "csv_workbook", "Save it as CSV"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "csv_binary", "not a text file"),
        (
            b"date,account\n2027-01-05,1.1\n",
            "csv_header",
            "Not found: amount. The first line",
        ),
        (b'date,account,amount\n2027-01-05,1.1,"7', "csv_cut_off", "Line 2"),
        (b"x" * (MAX_BYTES + 1), "csv_size", "2 MB"),
        (b"date,account,amount\n" + b"2027-01-05,1,7\n" * (MAX_ROWS + 1), "csv_rows", "10001 rows"),
    ],
    ids=["empty", "bom", "header", "xlsx", "png", "column", "cut", "size", "rows"],
)
def test_a_file_that_cannot_be_read_gets_a_sentence(content, code, part):
    with pytest.raises(DomainError) as refused:
        read_actuals(content, currency="EUR")
    assert refused.value.code == code
    assert part in refused.value.message


def test_formula_cells_are_defused_and_come_back_as_they_were():
    for text in ("=1+1", "+x", "-x", "@SUM(A1)", "\tx"):
        assert safe_cell(text) == "'" + text
        assert original_cell(safe_cell(text)) == text
    assert safe_cell("R-1") == original_cell("R-1") == "R-1"
    assert original_cell("'quoted'") == "'quoted'"
