"""Why a row is set aside, why an incident has no place on the map, and what is reported beside."""

from geo.vocabulary import Vocabulary


class Reason(Vocabulary):
    """Why a row could not become an incident; the definition says what mends it."""

    RAGGED = (
        "ragged_row",
        "More or fewer cells than the header",
        ("Give the row one cell for each column of the header; quote cells that hold the separator."),
    )
    CUT = "cut_last_row", "The last row is cut off", "Fetch the file again from where it came, or complete the row."
    UNCLOSED = (
        "unclosed_quote",
        "A quotation mark is never closed",
        ("Close the quotation mark; all that follows it was read as one cell."),
    )
    LONG_CELL = "cell_too_long", "A cell is too long", "Shorten the cell to 100,000 characters."
    NOT_RECORD = "not_a_record", "No record", "Make it an object with one value a column, or remove it."
    NO_DATE = "no_date", "No date", "Fill in the day, the month (2020-06) or the year (2020)."
    BAD_DATE = (
        "date_not_understood",
        "The date is not understood",
        ("Write the date as 2020-06-30, or 2020-06 where the day is not known."),
    )
    ORDER = (
        "date_order_ambiguous",
        "Day and month can be either",
        (
            "Say in the mapping whether the day or the month comes first (date_order: DMY or MDY), "
            "or write the date as 2020-06-30."
        ),
    )
    FUTURE = "date_in_future", "The date is in the future", "Correct the year."
    EARLY = "date_before_1900", "The date is before 1900", "Correct the year, written with four digits."
    BACKWARDS = "date_runs_backwards", "The end is before the start", "Correct one of the two dates."
    AGGREGATE = (
        "aggregate",
        "A total of several events, not an event",
        ("Leave it out: a total stands beside the incidents, never among them."),
    )
    SAME_ROW = "repeated_row", "The same row stands in the file before", "Remove the repetition."
    REVISION = "older_revision", "A later revision of the same id is in the file", "Nothing: the later one was taken."
    SAME_ID = (
        "repeated_id",
        "Several different rows have this id",
        ("Keep the row that is right, or give each its own id."),
    )
    STRAY = (
        "no_such_row",
        "It corrects a row that is not in its file, or one that was corrected already",
        "Leave atlas_file and atlas_row as they were written, each row once.",
    )
    ATLAS = "against_the_contract", "It breaks the rules of the atlas's own files", "Correct what the fault names."


class Unplaced(Vocabulary):
    """Why an accepted incident has no place on the map."""

    NO_COORDINATES = "no_coordinates", "No coordinates", "Fill in latitude and longitude."
    ZERO = "coordinates_zero", "Coordinates 0, 0", "Fill in the true coordinates; 0, 0 stands for none."
    RANGE = (
        "coordinates_out_of_range",
        "Coordinates outside of the world",
        ("Write degrees, latitude -90 to 90 and longitude -180 to 180, or name the reference system in the mapping."),
    )
    UNREADABLE = (
        "coordinates_not_understood",
        "Coordinates not understood",
        ("Write decimal degrees, such as 33.31 and 44.36."),
    )
    SWAPPED = (
        "coordinates_swapped",
        "Latitude and longitude seem swapped",
        ("Swap them: as they stand the point is outside of the country that the row names, swapped it is inside."),
    )
    AREA = (
        "area_only",
        "Known only as a province, a country or the like",
        ("Nothing: such a place is listed and never drawn as a pin."),
    )
    SHAPE = (
        "shape_not_drawable",
        "The shape cannot be drawn",
        ("Redraw it as points, lines or areas that do not cross themselves."),
    )


class Notice(Vocabulary):
    """What is reported and counted, and never mended in silence."""

    ENCODING = "encoding", "Not UTF-8", "The text was read in the encoding named."
    BLANK = "blank_lines", "Blank lines", "Lines without any value are no rows."
    TAGS = "tag_rows", "Rows of #tags", "A second header of #tags is no row."
    ABOVE = "lines_above_header", "Lines above the header", "They are no rows."
    HEADER = "header_names", "Blank or repeated names in the header", "They were given names to tell them apart."
    INDEX = (
        "unnamed_column",
        "The rows have one more cell than the header",
        ("The column without a name was taken as the number of the row."),
    )
    DAMAGED_ID = (
        "damaged_ids",
        "Ids that a spreadsheet destroyed (such as 1.97E+11)",
        ("The rows are told apart by their number; the id can't be restored from the file."),
    )
    ORDER = "date_order", "Dates whose day and month can be either", "Read in the order shown under the mapping."
    DOTTED = (
        "dotted_dates",
        "Dates with dots whose day and month can be either",
        "Read with the day first, as is usual with dots; say in the mapping (date_order: MDY) where that is wrong.",
    )
    YEAR = (
        "year_mended",
        "Dates whose year is damaged",
        "The year is taken from the column of the year in the same row.",
    )
    YEAR_DIFFERS = (
        "year_differs",
        "Dates of another year than the column of the year says",
        "Kept as the date says; one of the two is to be corrected.",
    )
    MONTH_SETTLES = (
        "month_settles",
        "Dates whose day and month the columns of the month or the day settle",
        "Read so that they agree.",
    )
    OPEN_RANGE = (
        "open_ranges",
        "Dates with one end only, such as “before 12 February 2020”",
        "The other end is not known; no more than a year is assumed, and the incident is dated to that span.",
    )
    AROUND = (
        "words_around_dates",
        "Dates with words around them",
        "The date in them was taken; “about” is a week around the day.",
    )
    EPOCH = (
        "dates_as_numbers",
        "Dates written as a number of days, seconds or milliseconds",
        "Read as shown under the mapping; moments are days in UTC, which can be the day before or after at the place.",
    )
    REPORTED = (
        "dates_of_reports",
        "The only dates of the table are those of reports or entries",
        "Taken as the dates of the incidents, which may be earlier.",
    )
    SHORT_YEAR = "two_digit_years", "Years of two digits", "Read as the latest year that is not in the future."
    UTC = (
        "times_with_zone",
        "Times with a time zone",
        ("The day is taken as written; where the place lies in another zone it can be the day before or after."),
    )
    MOJIBAKE = "text_decoded_twice", "Garbled characters", "Kept as it stands; please fix the file."
    EQUAL = "latitude_equals_longitude", "Latitude and longitude are the same number", "Kept as they stand."
    PER_ACTOR = "one_row_per_actor", "Rows that tell the same event, one a party", "Taken as one incident."
    AGGREGATED = (
        "aggregated_events",
        "Events that the dataset marks as put together from several",
        ("Kept: the dataset counts them as events."),
    )
    MENDED = (
        "mended_rows",
        "Rows corrected by hand",
        "Taken in place of the rows of the file that have their numbers; none is counted twice.",
    )
    MENDED_UNREAD = (
        "mended_rows_unread",
        "Rows of the corrected file that could not be read",
        "The rows that they were to correct are as before.",
    )
    LEFT_OUT = "tables_left_out", "Sheets, layers or files that hold no incidents", "None of their rows is counted."
    HIDDEN = (
        "hidden_sheets",
        "Hidden sheets",
        "Not read: what a workbook hides is no incident unasked. Show the sheet in a spreadsheet program to take it in.",
    )
    NO_HEADER = (
        "no_header",
        "No row that names the columns",
        "All rows are data; the columns were numbered, and a mapping can say what they hold.",
    )
    PROJECTED = "reprojected", "Coordinates in another reference system", "Transformed to WGS 84."
    FORMULA = (
        "formula_like_text",
        "Texts that a spreadsheet would run as a formula",
        ("Kept as text; downloads mark them so that no spreadsheet runs them."),
    )
    OUTSIDE = (
        "outside_country",
        "Points outside of the country that their row names, by today's borders",
        ("Drawn where they stand, under the country that the row names: borders move, and territories lie far off."),
    )
    AT_SEA = "at_sea", "Points at sea", "Drawn, without a country."
    COUNTRY = (
        "country_not_known",
        "Names of countries that are not known",
        ("Kept in the source row; the country follows from the coordinates, where there are any."),
    )
    CODES = (
        "country_codes",
        "Country codes that are not those of ISO 3166-1",
        ("Not taken: datasets number countries differently. Name a column with the countries' names in the mapping."),
    )
    STAND_IN = (
        "stand_in_points",
        "One point under many names of places",
        ("Such a point stands for something larger: these incidents are listed and not drawn."),
    )
    FIGURE = (
        "figures_not_read",
        "Figures that could not be read",
        ("Not known, never 0; the cell stays as it is written. Write a number, or a range such as 3-5."),
    )
    ABOUT = (
        "figures_about",
        "Figures that are not exact",
        ("The number is taken, and the words of the cell are kept as a note."),
    )
    FROM_TEXT = (
        "kind_from_text",
        "Kind and event type read from the text",
        ("No column gives them; a word of the title or the description does."),
    )
    NO_ZERO = "figures_not_known", "Figures that the dataset codes as unknown", "Kept as not known, never as 0."
    AT_ODDS = (
        "contradicting_bounds",
        "Bounds of a figure that contradict each other",
        "The span is from the least to the greatest of the figures given; each stands in the note.",
    )
    REPEATED_ID = (
        "repeated_id",
        "Events that share an id with a different event",
        "Each is kept as an incident of its own, told apart by its row.",
    )
