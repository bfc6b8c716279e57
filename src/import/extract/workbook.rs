//! XLSX: one sheet of a workbook. A formula's value is the one that the workbook was saved with.

use std::collections::HashMap;

use super::archive::Archive;
use super::markup::{Step, attribute, walk};
use super::{Cell, Form, LONGEST_VALUE, MOST_COLUMNS, MOST_ROWS, Row, Table, Unreadable, serial};

/// The most texts that the cells of a workbook share.
const MOST_TEXTS: usize = 2_000_000;

pub(super) fn read(bytes: &[u8], form: &Form<'_>) -> Result<Table, Unreadable> {
    let archive = Archive::open(bytes)?;
    let part = |name: &str| {
        archive.text(name)?.ok_or_else(|| {
            Unreadable::new(
                "the extract is no workbook, or a damaged one",
                "open it in Excel and save it again, or export it as CSV",
            )
        })
    };
    let book = Book::read(&part("xl/workbook.xml")?)?;
    let sheet = book.sheet(form.sheet)?;
    let target = target(&part("xl/_rels/workbook.xml.rels")?, &sheet.part)?;
    let forms = match archive.text("xl/styles.xml")? {
        Some(text) => forms_for_days(&text)?,
        None => Vec::new(),
    };
    let texts = match archive.text("xl/sharedStrings.xml")? {
        Some(text) => shared_texts(&text)?,
        None => Vec::new(),
    };
    let mut reading = SheetReading {
        form,
        book: &book,
        forms: &forms,
        texts: &texts,
        headings: Vec::new(),
        places: None,
        row: 0,
        column: 0,
        rows: 0,
        cells: Vec::new(),
        fault: None,
        cell: None,
        within: None,
        phonetic: false,
        table: Table {
            headings: form.wanted.iter().map(|name| (*name).to_owned()).collect(),
            rows: Vec::new(),
        },
    };
    walk(&part(&target)?, |step| reading.step(step))?;
    reading.end()
}

struct Book {
    sheets: Vec<Sheet>,
    from_1904: bool,
}

struct Sheet {
    name: String,
    part: String,
    hidden: bool,
}

impl Book {
    fn read(text: &str) -> Result<Self, Unreadable> {
        let mut book = Self {
            sheets: Vec::new(),
            from_1904: false,
        };
        walk(text, |step| {
            if let Step::Open(element) = step {
                match element.local_name().as_ref() {
                    "workbookPr" => {
                        let said = attribute(&element, "date1904");
                        book.from_1904 = matches!(said.as_deref(), Some("1" | "true"));
                    }
                    "sheet" => book.sheets.push(Sheet {
                        name: attribute(&element, "name").unwrap_or_default(),
                        part: attribute(&element, "id").unwrap_or_default(),
                        hidden: attribute(&element, "state")
                            .is_some_and(|state| state != "visible"),
                    }),
                    _ => {}
                }
            }
            Ok(())
        })?;
        Ok(book)
    }

    fn sheet(&self, name: Option<&str>) -> Result<&Sheet, Unreadable> {
        let found = match name {
            Some(name) => self.sheets.iter().find(|sheet| sheet.name == name),
            None => self.sheets.iter().find(|sheet| !sheet.hidden),
        };
        found.ok_or_else(|| {
            let names: Vec<&str> = self
                .sheets
                .iter()
                .map(|sheet| sheet.name.as_str())
                .collect();
            match name {
                Some(name) => Unreadable::new(
                    format!("the workbook has no sheet `{name}`"),
                    format!("its sheets are: {}", names.join(", ")),
                ),
                None => Unreadable::new("the workbook has no sheet", "export it again"),
            }
        })
    }
}

/// The file of a part of the workbook.
fn target(relations: &str, part: &str) -> Result<String, Unreadable> {
    let mut found = None;
    walk(relations, |step| {
        if let Step::Open(element) = step
            && attribute(&element, "Id").as_deref() == Some(part)
        {
            found = attribute(&element, "Target");
        }
        Ok(())
    })?;
    let target = found.unwrap_or_default();
    Ok(match target.strip_prefix('/') {
        Some(from_top) => from_top.to_owned(),
        None => format!("xl/{target}"),
    })
}

/// Of every style of cells, whether it shows numbers as days.
fn forms_for_days(text: &str) -> Result<Vec<bool>, Unreadable> {
    let mut own: HashMap<u32, bool> = HashMap::new();
    let mut styles = Vec::new();
    let mut of_cells = false;
    let number = |text: Option<String>| text.and_then(|text| text.parse::<u32>().ok());
    walk(text, |step| {
        match step {
            Step::Open(element) => match element.local_name().as_ref() {
                "numFmt" => {
                    let code = attribute(&element, "formatCode").unwrap_or_default();
                    if let Some(id) = number(attribute(&element, "numFmtId")) {
                        own.insert(id, serial::is_for_days(&code));
                    }
                }
                "cellXfs" => of_cells = true,
                "xf" if of_cells => {
                    let id = number(attribute(&element, "numFmtId")).unwrap_or_default();
                    let is_built_in = || serial::is_built_in_for_days(id);
                    styles.push(own.get(&id).copied().unwrap_or_else(is_built_in));
                }
                _ => {}
            },
            Step::Close(name) if name == "cellXfs" => of_cells = false,
            _ => {}
        }
        Ok(())
    })?;
    Ok(styles)
}

/// The texts that cells name by number.
fn shared_texts(text: &str) -> Result<Vec<String>, Unreadable> {
    let mut texts: Vec<String> = Vec::new();
    let (mut inside, mut phonetic) = (false, false);
    walk(text, |step| {
        match step {
            Step::Open(element) => match element.local_name().as_ref() {
                "si" if texts.len() == MOST_TEXTS => return Err(super::too_many_rows()),
                "si" => texts.push(String::new()),
                "t" => inside = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Step::Close(name) => match name.as_str() {
                "t" => inside = false,
                "rPh" => phonetic = false,
                _ => {}
            },
            Step::Text(words) => {
                if let Some(text) = texts.last_mut().filter(|_| inside) {
                    text.push_str(&words);
                }
            }
        }
        Ok(())
    })?;
    Ok(texts)
}

/// A cell that is being read: its type, whether its style is one for days, and what it says so far.
struct Open {
    kind: String,
    for_days: bool,
    says: String,
}

struct SheetReading<'a> {
    form: &'a Form<'a>,
    book: &'a Book,
    forms: &'a [bool],
    texts: &'a [String],
    headings: Vec<String>,
    /// Where the wanted columns stand, once the headings have been read.
    places: Option<Vec<usize>>,
    row: usize,
    column: usize,
    rows: usize,
    /// The wanted cells of the row that is being read.
    cells: Vec<Cell>,
    fault: Option<String>,
    cell: Option<Open>,
    /// The element whose text is the cell's.
    within: Option<&'static str>,
    phonetic: bool,
    table: Table,
}

impl SheetReading<'_> {
    fn step(&mut self, step: Step<'_>) -> Result<(), Unreadable> {
        match step {
            Step::Open(element) => match element.local_name().as_ref() {
                "row" => {
                    let said = attribute(&element, "r").and_then(|row| row.parse().ok());
                    self.row = said.unwrap_or(self.row + 1);
                    self.column = 0;
                    self.cells = vec![Cell::Empty; self.form.wanted.len()];
                    self.fault = None;
                    self.rows += 1;
                    if self.rows > MOST_ROWS {
                        return Err(super::too_many_rows());
                    }
                }
                "c" => {
                    let place = attribute(&element, "r");
                    self.column = place.as_deref().and_then(column).unwrap_or(self.column + 1);
                    let style = attribute(&element, "s").and_then(|style| style.parse().ok());
                    let form = self.forms.get(style.unwrap_or(0_usize));
                    self.cell = Some(Open {
                        kind: attribute(&element, "t").unwrap_or_default(),
                        for_days: form.copied().unwrap_or_default(),
                        says: String::new(),
                    });
                }
                "v" => self.within = Some("v"),
                "t" if !self.phonetic => self.within = Some("t"),
                "rPh" => self.phonetic = true,
                _ => {}
            },
            Step::Text(words) => {
                if let Some(cell) = self.cell.as_mut().filter(|_| self.within.is_some()) {
                    cell.says.push_str(&words);
                }
            }
            Step::Close(name) => match name.as_str() {
                "v" | "t" => self.within = None,
                "rPh" => self.phonetic = false,
                "c" => self.close_cell(),
                "row" => self.close_row()?,
                _ => {}
            },
        }
        Ok(())
    }

    fn close_cell(&mut self) {
        let Some(open) = self.cell.take() else {
            return;
        };
        match &self.places {
            None if self.row == self.form.heading_row && self.column <= MOST_COLUMNS => {
                let length = self.headings.len().max(self.column);
                self.headings.resize(length, String::new());
                self.headings[self.column - 1] = match self.value(open) {
                    Cell::Text(text) | Cell::Number { text, .. } => text,
                    Cell::Day(day) => day.to_string(),
                    Cell::Empty | Cell::Fault => String::new(),
                };
            }
            None => {}
            // Several fields may be taken from one column.
            Some(places) => {
                let wanted = places.iter().enumerate();
                let wanted = wanted.filter(|(_, place)| **place + 1 == self.column);
                let wanted: Vec<usize> = wanted.map(|(index, _)| index).collect();
                if wanted.is_empty() {
                    return;
                }
                if open.says.len() > LONGEST_VALUE {
                    self.fault = Some(super::too_long());
                    return;
                }
                let value = self.value(open);
                for index in wanted {
                    self.cells[index] = value.clone();
                }
            }
        }
    }

    fn value(&self, open: Open) -> Cell {
        match open.kind.as_str() {
            "s" => {
                let number = open.says.trim().parse::<usize>().ok();
                let text = number.and_then(|number| self.texts.get(number));
                match text {
                    Some(text) if text.len() > LONGEST_VALUE => Cell::Fault,
                    Some(text) => Cell::text(text),
                    None => Cell::Fault,
                }
            }
            "e" => Cell::Fault,
            "d" => match open.says.get(..10).and_then(|day| day.parse().ok()) {
                Some(day) => Cell::Day(day),
                None => Cell::Fault,
            },
            "str" | "inlineStr" | "b" => Cell::text(&open.says),
            _ => {
                let text = open.says.trim();
                if text.is_empty() {
                    return Cell::Empty;
                }
                let Ok(number) = text.parse::<f64>() else {
                    return Cell::Fault;
                };
                let day = serial::day(number, self.book.from_1904);
                match day.filter(|_| open.for_days) {
                    Some(day) => Cell::Day(day),
                    None => Cell::Number {
                        text: written(number),
                        day,
                    },
                }
            }
        }
    }

    fn close_row(&mut self) -> Result<(), Unreadable> {
        if self.places.is_none() {
            if self.row >= self.form.heading_row {
                let headings = std::mem::take(&mut self.headings);
                self.places = Some(super::places(&headings, self.form)?);
            }
            return Ok(());
        }
        let cells = std::mem::take(&mut self.cells);
        let fault = self.fault.take();
        if fault.is_some() || cells.iter().any(|cell| !cell.is_empty()) {
            self.table.rows.push(Row {
                number: self.row,
                cells: fault.map_or(Ok(cells), Err),
            });
        }
        Ok(())
    }

    fn end(self) -> Result<Table, Unreadable> {
        match self.places {
            Some(_) => Ok(self.table),
            None => Err(Unreadable::new(
                format!(
                    "the sheet has no row {}, where its headings would stand",
                    self.form.heading_row
                ),
                "name another sheet with --sheet, or correct `heading-row` in the mapping",
            )),
        }
    }
}

/// A whole number as people write it; any other as it is.
fn written(number: f64) -> String {
    match number.fract() == 0.0 && number.abs() < 1e15 {
        true => format!("{number:.0}"),
        false => number.to_string(),
    }
}

/// The number of the column in a place such as `AB12`, from 1.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_uppercase);
    let number = letters.take(4).fold(0_usize, |number, letter| {
        number * 26 + usize::from(letter - b'A') + 1
    });
    (number > 0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_their_letters_say() {
        for (place, number) in [("A1", 1), ("Z9", 26), ("AA10", 27), ("XFD1048576", 16_384)] {
            assert_eq!(column(place), Some(number), "{place}");
        }
        assert_eq!(column("12"), None);
    }

    #[test]
    fn numbers_are_written_without_a_point_where_they_are_whole() {
        for (number, text) in [(318_842.0, "318842"), (37.5, "37.5"), (-2.0, "-2")] {
            assert_eq!(written(number), text);
        }
    }
}
