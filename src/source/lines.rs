//! Byte offsets to lines and columns: counted from zero inside, from one only where they are shown.

/// Where each line of a text begins.
#[derive(Clone, Debug)]
pub struct Lines {
    starts: Vec<u32>,
}

/// A place as people count it: line and column from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl Lines {
    /// Finds the line starts of a text.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(
            text.bytes()
                .enumerate()
                .filter(|(_, byte)| *byte == b'\n')
                .map(|(at, _)| at as u32 + 1),
        );
        Self { starts }
    }

    /// The index (from 0) of the line that holds a byte offset.
    pub fn index_of(&self, offset: usize) -> usize {
        self.starts
            .partition_point(|start| *start as usize <= offset)
            - 1
    }

    /// The bytes of a line (index from 0) without its line break.
    pub fn range(&self, text: &str, index: usize) -> std::ops::Range<usize> {
        let start = self.starts[index] as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(text.len(), |next| *next as usize - 1);
        let end = if end > start && text.as_bytes()[end - 1] == b'\r' {
            end - 1
        } else {
            end
        };
        start..end
    }

    /// How many lines there are; a text that ends with a line break has an empty last one.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    pub(super) fn position(&self, text: &str, offset: usize) -> Position {
        let offset = offset.min(text.len());
        let index = self.index_of(offset);
        let start = self.starts[index] as usize;
        let before = text
            .get(start..offset)
            .map_or(offset - start, |slice| slice.chars().count());
        let bom = usize::from(index == 0 && before > 0 && text.starts_with('\u{feff}'));
        Position {
            line: index + 1,
            column: before + 1 - bom,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_from_one() {
        let text = "abc\nnaïve: x\n";
        let lines = Lines::new(text);
        let at = text.find('x').expect("the text has an x");
        assert_eq!(lines.position(text, at), Position { line: 2, column: 8 });
        assert_eq!(lines.position(text, 0), Position { line: 1, column: 1 });
        assert_eq!(
            lines.position(text, text.len()),
            Position { line: 3, column: 1 }
        );
    }

    #[test]
    fn a_carriage_return_is_no_part_of_its_line() {
        let text = "ab\r\ncd";
        let lines = Lines::new(text);
        assert_eq!(&text[lines.range(text, 0)], "ab");
        assert_eq!(&text[lines.range(text, 1)], "cd");
    }
}
