//! The files in a ZIP archive, each taken out whole and no longer than the limit, whatever the archive says of its size.
//!
//! As little of the format as workbooks use: stored and deflated files, no passwords, no parts, no archive over 4 GB.

use super::Unreadable;

/// The most bytes that a file of the archive may have when taken out. A sheet of ten thousand children has three million.
const LARGEST_FILE: usize = 64 * 1024 * 1024;
/// The most files.
const MOST_FILES: usize = 4_096;

/// An archive whose list of files has been read.
pub(super) struct Archive<'a> {
    bytes: &'a [u8],
    files: Vec<File<'a>>,
}

struct File<'a> {
    name: &'a str,
    method: u16,
    length: usize,
    at: usize,
}

fn broken() -> Unreadable {
    Unreadable::new(
        "the extract is no workbook, or a damaged one",
        "open it in Excel and save it again, or export it as CSV",
    )
}

impl<'a> Archive<'a> {
    /// Reads the list of files.
    pub(super) fn open(bytes: &'a [u8]) -> Result<Self, Unreadable> {
        const END: &[u8] = b"PK\x05\x06";
        const ENTRY: &[u8] = b"PK\x01\x02";
        let from = bytes.len().saturating_sub(22 + 65_535);
        let end = bytes[from..].windows(4).rposition(|bytes| bytes == END);
        let end = from + end.ok_or_else(broken)?;
        let count = usize::from(short(bytes, end + 10)?);
        let mut at = long(bytes, end + 16)?;
        if count > MOST_FILES {
            return Err(broken());
        }
        let mut files = Vec::with_capacity(count);
        for _ in 0..count {
            if part(bytes, at, 4)? != ENTRY {
                return Err(broken());
            }
            let name = part(bytes, at + 46, usize::from(short(bytes, at + 28)?))?;
            files.push(File {
                name: std::str::from_utf8(name).map_err(|_| broken())?,
                method: short(bytes, at + 10)?,
                length: long(bytes, at + 20)?,
                at: long(bytes, at + 42)?,
            });
            let behind = usize::from(short(bytes, at + 30)?) + usize::from(short(bytes, at + 32)?);
            at += 46 + name.len() + behind;
        }
        Ok(Self { bytes, files })
    }

    /// The text of a file; none where there is none of the name.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, Unreadable> {
        const FILE: &[u8] = b"PK\x03\x04";
        let mut files = self.files.iter();
        let Some(file) = files.find(|file| file.name.eq_ignore_ascii_case(name)) else {
            return Ok(None);
        };
        let bytes = self.bytes;
        if part(bytes, file.at, 4)? != FILE {
            return Err(broken());
        }
        let name = usize::from(short(bytes, file.at + 26)?);
        let extra = usize::from(short(bytes, file.at + 28)?);
        let packed = part(bytes, file.at + 30 + name + extra, file.length)?;
        let taken = match file.method {
            0 => packed.to_vec(),
            8 => miniz_oxide::inflate::decompress_to_vec_with_limit(packed, LARGEST_FILE).map_err(
                |error| match error.status {
                    miniz_oxide::inflate::TINFLStatus::HasMoreOutput => Unreadable::new(
                        format!("a part of the workbook is larger than {LARGEST_FILE} bytes when unpacked"),
                        "delete what is not needed from the workbook, or export it as CSV",
                    ),
                    _ => broken(),
                },
            )?,
            _ => return Err(broken()),
        };
        String::from_utf8(taken).map(Some).map_err(|_| broken())
    }
}

fn part(bytes: &[u8], at: usize, length: usize) -> Result<&[u8], Unreadable> {
    let end = at.checked_add(length).ok_or_else(broken)?;
    bytes.get(at..end).ok_or_else(broken)
}

fn short(bytes: &[u8], at: usize) -> Result<u16, Unreadable> {
    let two = part(bytes, at, 2)?;
    Ok(u16::from_le_bytes([two[0], two[1]]))
}

fn long(bytes: &[u8], at: usize) -> Result<usize, Unreadable> {
    let four = part(bytes, at, 4)?;
    let value = u32::from_le_bytes([four[0], four[1], four[2], four[3]]);
    usize::try_from(value).map_err(|_| broken())
}
