//! Extracts that are damaged, or made to do harm: refused or read, and never more than a moment's work.

use proptest::prelude::*;
use supervision::import::extract::{Cell, Form, Table, Unreadable, read};

const FIXTURE: &[u8] = include_bytes!("children.xlsx");

fn form<'a>(wanted: &[&'a str], heading_row: usize) -> Form<'a> {
    Form {
        wanted: wanted.to_vec(),
        heading_row,
        sheet: None,
        separator: None,
    }
}

fn taken(bytes: &[u8]) -> Result<Table, Unreadable> {
    read(bytes, &form(&["A", "B"], 1))
}

/// An archive of these files: a name, how it is packed (0 stored, 8 deflated) and the bytes as they stand in the archive.
fn archive(files: &[(&str, u16, Vec<u8>)]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, method, bytes) in files {
        let at = u32::try_from(out.len()).expect("small");
        let length = u32::try_from(bytes.len()).expect("small").to_le_bytes();
        let name_length = u16::try_from(name.len()).expect("short").to_le_bytes();
        // The size when unpacked is said to be ten bytes, whatever it is.
        let common = [
            &[20, 0, 0, 0][..],
            &method.to_le_bytes(),
            &[0; 8],
            &length,
            &10_u32.to_le_bytes(),
            &name_length,
            &[0, 0],
        ]
        .concat();
        out.extend([b"PK\x03\x04", common.as_slice(), name.as_bytes(), bytes].concat());
        let entry = [
            &b"PK\x01\x02\x14\0"[..],
            &common,
            &[0; 10],
            &at.to_le_bytes(),
            name.as_bytes(),
        ];
        list.extend(entry.concat());
    }
    let count = u16::try_from(files.len()).expect("few").to_le_bytes();
    let end = [
        &b"PK\x05\x06\0\0\0\0"[..],
        &count,
        &count,
        &u32::try_from(list.len()).expect("small").to_le_bytes(),
        &u32::try_from(out.len()).expect("small").to_le_bytes(),
        &[0, 0],
    ];
    let end = end.concat();
    [out, list, end].concat()
}

/// A workbook of one sheet with these rows.
fn workbook(rows: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    with_sheet(0, sheet.into_bytes())
}

fn with_sheet(method: u16, sheet: Vec<u8>) -> Vec<u8> {
    let book = b"<workbook><sheets><sheet name=\"S\" r:id=\"r1\"/></sheets></workbook>".to_vec();
    let relations =
        b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/one.xml\"/></Relationships>"
            .to_vec();
    archive(&[
        ("xl/workbook.xml", 0, book),
        ("xl/_rels/workbook.xml.rels", 0, relations),
        ("xl/worksheets/one.xml", method, sheet),
    ])
}

const HEADING: &str = "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>A</t></is></c><c r=\"B1\" t=\"inlineStr\"><is><t>B</t></is></c></row>";

fn cells(rows: &str) -> Vec<Vec<Cell>> {
    let table = taken(&workbook(&format!("{HEADING}{rows}"))).expect("a table");
    let rows = table.rows.into_iter();
    rows.map(|row| row.cells.expect("a whole row")).collect()
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

#[test]
fn a_formula_is_its_saved_value_and_nothing_is_evaluated() {
    let rows = "<row r=\"2\"><c r=\"A2\" t=\"str\"><f>HYPERLINK(\"x\")</f><v>seen &amp; taken</v></c><c r=\"B2\"><f>1+1</f></c></row>\
        <row r=\"3\"><c r=\"A3\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c r=\"B3\" t=\"inlineStr\"><is><t>=1+1</t></is></c></row>";
    assert_eq!(
        cells(rows),
        [
            [text("seen & taken"), Cell::Empty],
            [Cell::Fault, text("=1+1")]
        ]
    );
}

#[test]
fn a_cell_far_out_takes_no_room() {
    let rows = "<row r=\"1048576\"><c r=\"B1048576\" t=\"inlineStr\"><is><t>x</t></is></c><c r=\"XFD1048576\"><v>1</v></c></row>";
    assert_eq!(cells(rows), [[Cell::Empty, text("x")]]);
    let named_far_out = HEADING.replace("B1", "XFD1");
    let error = taken(&workbook(&named_far_out)).expect_err("no such column within the limit");
    assert!(error.message.contains("no column `B`"), "{error}");
}

#[test]
fn what_unpacks_to_far_more_than_it_says_is_refused() {
    let long = vec![b' '; 70 * 1024 * 1024];
    let packed = miniz_oxide::deflate::compress_to_vec(&long, 1);
    assert!(packed.len() < 1024 * 1024);
    let error = taken(&with_sheet(8, packed)).expect_err("too large");
    assert!(error.message.contains("when unpacked"), "{error}");
}

#[test]
fn entities_are_never_defined_or_expanded() {
    let sheet = "<!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;\">]><worksheet><sheetData/></worksheet>";
    assert!(taken(&with_sheet(0, sheet.into())).is_err());
    let used = format!("{HEADING}<row r=\"2\"><c r=\"A2\" t=\"str\"><v>&b;</v></c></row>");
    assert!(taken(&workbook(&used)).is_err());
}

#[test]
fn rows_columns_and_values_have_limits() {
    let rows = format!("A,B\n{}", "1,2\n".repeat(200_001));
    let error = taken(rows.as_bytes()).expect_err("too many rows");
    assert!(error.message.contains("more than 200000 rows"), "{error}");
    let columns = format!("A,B{}\n", ",x".repeat(1_000));
    let error = taken(columns.as_bytes()).expect_err("too many columns");
    assert!(error.message.contains("more than 1000 columns"), "{error}");
    let long = format!("A,B\n{},2\n1,2\n", "x".repeat(5_000));
    let table = taken(long.as_bytes()).expect("a table");
    let whole: Vec<bool> = table.rows.iter().map(|row| row.cells.is_ok()).collect();
    assert_eq!(whole, [false, true]);
}

#[test]
fn old_workbooks_and_those_with_passwords_are_named() {
    let error = taken(&[0xD0, 0xCF, 0x11, 0xE0, 0, 0]).expect_err("an old one");
    assert!(
        error.message.contains("with a password") && error.hint.contains(".xlsx"),
        "{error}"
    );
    let error = taken(b"").expect_err("nothing");
    assert!(error.message.contains("no row 1"), "{error}");
}

#[test]
fn a_workbook_that_is_cut_off_or_changed_anywhere_is_refused_or_read() {
    let wanted = form(&["Person ID"], 3);
    let whole = read(FIXTURE, &wanted).expect("the fixture");
    assert_eq!(whole.rows.len(), 3);
    for end in (0..FIXTURE.len()).step_by(7) {
        assert!(read(&FIXTURE[..end], &wanted).is_err(), "{end}");
    }
    let mut refused = 0;
    for at in (0..FIXTURE.len()).step_by(5) {
        let mut bytes = FIXTURE.to_vec();
        bytes[at] ^= 0x55;
        refused += usize::from(read(&bytes, &wanted).is_err());
    }
    assert!(refused > 0);
}

proptest! {
    #[test]
    fn any_bytes_are_refused_or_read(bytes in prop::collection::vec(any::<u8>(), 0..400), packed in any::<bool>()) {
        let bytes = if packed { with_sheet(8, bytes) } else { bytes };
        let _ = taken(&bytes);
    }

    #[test]
    fn any_text_is_refused_or_read_row_by_row(text in "A,B\n([a1,;\"\n\r\t é]{0,12}\n){0,8}") {
        if let Ok(table) = taken(text.as_bytes()) {
            let rows: Vec<usize> = table.rows.iter().map(|row| row.number).collect();
            prop_assert!(rows.windows(2).all(|pair| pair[0] < pair[1]));
            prop_assert!(rows.iter().all(|row| *row <= text.split(['\n', '\r']).count()));
        }
    }
}
