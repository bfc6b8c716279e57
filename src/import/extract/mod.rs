//! An extract: a table as a case system gives it, CSV or XLSX, as cells with their row and column.
//!
//! Only the columns that a mapping names are kept: what stands in the others is passed over as it is read, and is nowhere
//! afterwards. Values are taken as they stand; nothing is evaluated. No disk here: bytes come in.

mod archive;
mod delimited;
mod markup;
mod serial;
mod workbook;

use crate::calendar::Day;

/// The largest extract that is read, in bytes. Ten thousand children with a line each are under two million.
pub const LARGEST_EXTRACT: u64 = 32 * 1024 * 1024;
/// The most rows.
const MOST_ROWS: usize = 200_000;
/// The most columns.
const MOST_COLUMNS: usize = 1_000;
/// The longest value, in bytes.
const LONGEST_VALUE: usize = 4_096;

/// How an extract is to be read.
#[derive(Clone, Debug)]
pub struct Form<'a> {
    /// The headings of the columns that are wanted.
    pub wanted: Vec<&'a str>,
    /// The row of the headings, from 1.
    pub heading_row: usize,
    /// The sheet of a workbook, else its first.
    pub sheet: Option<&'a str>,
    /// What stands between the columns of a CSV, else what the heading shows.
    pub separator: Option<u8>,
}

/// The wanted columns of an extract.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// The headings, in the order that was wanted.
    pub headings: Vec<String>,
    /// The rows below the headings that are not empty.
    pub rows: Vec<Row>,
}

/// A row of the wanted columns.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: usize,
    /// Its cells, in the order of the headings; or why it cannot be taken.
    pub cells: Result<Vec<Cell>, String>,
}

/// What stands in a cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Text, without the space around it.
    Text(String),
    /// A number of a workbook, which may be a day's.
    Number {
        /// As text.
        text: String,
        /// The day with this number, if there is one.
        day: Option<Day>,
    },
    /// A number that a workbook shows as a day.
    Day(Day),
    /// An error of a workbook's formula, such as `#REF!`.
    Fault,
}

impl Cell {
    fn text(text: &str) -> Self {
        match text.trim() {
            "" => Self::Empty,
            text => Self::Text(text.to_owned()),
        }
    }

    /// Whether nothing stands there.
    pub fn is_empty(&self) -> bool {
        *self == Self::Empty
    }
}

/// Why an extract cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Unreadable {
    /// What is wrong.
    pub message: String,
    /// What to try.
    pub hint: String,
}

impl Unreadable {
    fn new(message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            hint: hint.into(),
        }
    }
}

/// Reads an extract, of whichever form its first bytes show.
///
/// # Errors
/// When it is neither, is larger than the limits, or has not the columns that are wanted.
pub fn read(bytes: &[u8], form: &Form<'_>) -> Result<Table, Unreadable> {
    match bytes {
        [b'P', b'K', 3, 4, ..] => workbook::read(bytes, form),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => Err(Unreadable::new(
            "the extract is a workbook of the old form, or one with a password",
            "open it, and save it as .xlsx without a password or as \"CSV UTF-8 (Comma delimited)\"",
        )),
        _ => delimited::read(bytes, form),
    }
}

/// Where each wanted column stands among the headings.
fn places(headings: &[String], form: &Form<'_>) -> Result<Vec<usize>, Unreadable> {
    let plain = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        words.join(" ").to_lowercase()
    };
    let row = form.heading_row;
    let mut places = Vec::with_capacity(form.wanted.len());
    for wanted in &form.wanted {
        let found = headings.iter().enumerate();
        let mut found = found.filter(|(_, heading)| plain(heading) == plain(wanted));
        let Some((place, _)) = found.next() else {
            let named: Vec<&str> = headings.iter().map(String::as_str).collect();
            let named: Vec<&str> = named.into_iter().filter(|name| !name.is_empty()).collect();
            return Err(Unreadable::new(
                format!("row {row} of the extract has no column `{wanted}`"),
                match named.is_empty() {
                    true => "`heading-row` in the mapping says in which row the headings stand"
                        .to_owned(),
                    false => format!(
                        "its columns are: {}; `heading-row` in the mapping says in which row the headings stand",
                        named.join(", ")
                    ),
                },
            ));
        };
        if found.next().is_some() {
            return Err(Unreadable::new(
                format!("row {row} of the extract has the column `{wanted}` twice"),
                "give one of the two another heading: which of them is meant cannot be told",
            ));
        }
        places.push(place);
    }
    Ok(places)
}

fn too_many_rows() -> Unreadable {
    Unreadable::new(
        format!("the extract has more than {MOST_ROWS} rows"),
        "export a part of it at a time",
    )
}

fn too_long() -> String {
    format!("a value is longer than {LONGEST_VALUE} characters")
}
