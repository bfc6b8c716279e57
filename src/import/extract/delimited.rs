//! CSV: UTF-8 text, with or without a byte order mark, its columns parted by commas, semicolons or tabs.

use csv::{ByteRecord, ReaderBuilder, Trim};

use super::{Cell, Form, LONGEST_VALUE, MOST_COLUMNS, MOST_ROWS, Row, Table, Unreadable};

const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

pub(super) fn read(bytes: &[u8], form: &Form<'_>) -> Result<Table, Unreadable> {
    let bytes = as_text(bytes)?;
    let separator = form
        .separator
        .unwrap_or_else(|| separator(bytes, form.heading_row));
    let mut reader = ReaderBuilder::new()
        .delimiter(separator)
        .has_headers(false)
        .flexible(true)
        .trim(Trim::All)
        .from_reader(bytes);
    let mut record = ByteRecord::new();
    let mut found: Option<(Vec<usize>, usize)> = None;
    let mut table = Table {
        headings: form.wanted.iter().map(|name| (*name).to_owned()).collect(),
        rows: Vec::new(),
    };
    let (mut count, mut line, mut counted) = (0, 1, 0);
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(_) => {
                return Err(Unreadable::new(
                    "the extract cannot be read as CSV",
                    "export it again as \"CSV UTF-8 (Comma delimited)\" or as .xlsx",
                ));
            }
        }
        count += 1;
        if count > MOST_ROWS {
            return Err(super::too_many_rows());
        }
        let at = record.position().map_or(counted, |place| {
            usize::try_from(place.byte()).unwrap_or(bytes.len())
        });
        // The reader has not passed over empty lines yet where it says that a row begins.
        let empty = bytes[at..]
            .iter()
            .take_while(|byte| matches!(byte, b'\r' | b'\n'));
        let at = at + empty.count();
        let ends = bytes[counted..at].iter().filter(|byte| **byte == b'\n');
        // Very old programs end a line with a carriage return alone.
        line += ends.count().max(usize::from(count > 1));
        counted = at;
        match &found {
            None if line < form.heading_row => {}
            None => {
                if record.len() > MOST_COLUMNS {
                    return Err(Unreadable::new(
                        format!("the extract has more than {MOST_COLUMNS} columns"),
                        "export the columns that are wanted",
                    ));
                }
                let headings: Vec<String> = record.iter().map(text).collect();
                found = Some((super::places(&headings, form)?, headings.len()));
            }
            Some((places, width)) => {
                if record.iter().all(<[u8]>::is_empty) {
                    continue;
                }
                table.rows.push(Row {
                    number: line,
                    cells: cells(&record, places, *width),
                });
            }
        }
    }
    match found {
        Some(_) => Ok(table),
        None => Err(Unreadable::new(
            format!(
                "the extract has no row {}, where its headings would stand",
                form.heading_row
            ),
            "look whether the export is complete, and what `heading-row` in the mapping says",
        )),
    }
}

fn cells(record: &ByteRecord, places: &[usize], width: usize) -> Result<Vec<Cell>, String> {
    // One that is too short or too long has its values in other columns than their headings.
    if record.len() != width {
        let columns = match record.len() {
            1 => "1 column".to_owned(),
            many => format!("{many} columns"),
        };
        return Err(format!(
            "it has {columns}, and the headings have {width}; a value with a separator or a line break in it needs quotes around it"
        ));
    }
    let cell = |place: &usize| {
        let bytes = &record[*place];
        match bytes.len() {
            0..=LONGEST_VALUE => Ok(Cell::text(&text(bytes))),
            _ => Err(super::too_long()),
        }
    };
    places.iter().map(cell).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The bytes behind a byte order mark, if they are text.
fn as_text(bytes: &[u8]) -> Result<&[u8], Unreadable> {
    const SAVE: &str = "in Excel, save it as \"CSV UTF-8 (Comma delimited)\" or as .xlsx; many case systems ask for the encoding when they export";
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Unreadable::new(
            "the extract is UTF-16 and not UTF-8 text",
            SAVE,
        ));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let row = |at: usize| bytes[..at].iter().filter(|byte| **byte == b'\n').count() + 1;
    if let Err(error) = std::str::from_utf8(bytes) {
        let row = row(error.valid_up_to());
        return Err(Unreadable::new(
            format!("row {row} of the extract is not UTF-8 text; it may be of an older Windows"),
            SAVE,
        ));
    }
    match bytes.iter().position(|byte| *byte == 0) {
        Some(at) => Err(Unreadable::new(
            format!("row {} of the extract has a zero byte in it", row(at)),
            "this is no CSV: export it again",
        )),
        None => Ok(bytes),
    }
}

/// The separator that stands most often in the row of the headings, outside quotes.
fn separator(bytes: &[u8], heading_row: usize) -> u8 {
    let heading = bytes.split(|byte| *byte == b'\n').nth(heading_row - 1);
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in heading.unwrap_or_default() {
        if *byte == b'"' {
            quoted = !quoted;
        }
        let place = SEPARATORS.iter().position(|separator| separator == byte);
        if let Some(place) = place.filter(|_| !quoted) {
            counts[place] += 1;
        }
    }
    let most = counts.iter().max().copied().unwrap_or_default();
    let place = counts.iter().position(|count| *count == most);
    SEPARATORS[place.unwrap_or_default()]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form<'a>(wanted: &[&'a str]) -> Form<'a> {
        Form {
            wanted: wanted.to_vec(),
            heading_row: 1,
            sheet: None,
            separator: None,
        }
    }

    fn cells(bytes: &[u8], wanted: &[&str]) -> Vec<Vec<Cell>> {
        let table = read(bytes, &form(wanted)).expect("a table");
        let rows = table.rows.into_iter();
        rows.map(|row| row.cells.expect("a whole row")).collect()
    }

    fn said(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }

    #[test]
    fn commas_semicolons_and_tabs_are_told_apart_by_the_heading() {
        for text in [
            "A,\"B;;;,\",C\n1,2,3\n",
            "A;\"B;;;,\";C\r\n1;2;3\r\n",
            "\u{feff}A\t\"B;;;,\"\tC\n1\t2\t3",
        ] {
            assert_eq!(
                cells(text.as_bytes(), &["c", "A"]),
                [[said("3"), said("1")]],
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_row_of_another_length_is_not_guessed_at() {
        let table = read(b"A,B\n1,2\n1,2,3\n1\n\n4,5\n", &form(&["A"])).expect("a table");
        let rows: Vec<(usize, bool)> = table
            .rows
            .iter()
            .map(|row| (row.number, row.cells.is_ok()))
            .collect();
        assert_eq!(rows, [(2, true), (3, false), (4, false), (6, true)]);
    }

    #[test]
    fn what_is_not_utf_8_is_named_with_its_row() {
        let error = read(b"A,B\n1,2\nJos\xe9,2\n", &form(&["A"])).expect_err("Windows-1252");
        assert!(error.message.starts_with("row 3 "), "{error}");
        assert!(error.hint.contains("CSV UTF-8"), "{}", error.hint);
        let error = read(b"\xff\xfeA\0", &form(&["A"])).expect_err("UTF-16");
        assert!(error.message.contains("UTF-16"), "{error}");
    }

    #[test]
    fn a_column_that_is_not_there_or_is_there_twice_is_named() {
        let error = read(b"Id,Name\n1,2\n", &form(&["Ref"])).expect_err("no column");
        assert!(
            error.message.contains("`Ref`") && error.hint.contains("Id, Name"),
            "{error}"
        );
        let error = read(b"Ref, ref \n1,2\n", &form(&["Ref"])).expect_err("two columns");
        assert!(error.message.contains("twice"), "{error}");
    }
}
