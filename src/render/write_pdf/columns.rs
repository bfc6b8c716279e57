//! How the columns of a table share the width of the page: days and names keep to one line, long words stand unbroken, and what
//! is left goes to those who have most to say.

use super::measure;
use crate::render::document::{Align, Inline, Table};

/// What stands after a column, and after one of figures, which end where the next begins.
const GAP: f64 = 10.0;
const AFTER_FIGURES: f64 = 16.0;
/// The sizes of letters that a table is tried in.
const SIZES: [f64; 5] = [12.0, 11.5, 11.0, 10.5, 10.0];
/// The size where none of them will do.
const SMALLEST: f64 = 9.0;
/// How wide a column may be and still keep to one line: a day in full, or a name.
const SHORT: f64 = 10.5;

/// What a table has in width.
pub(super) struct Columns {
    /// The size of its letters.
    pub(super) size: f64,
    /// How wide each column is, with what stands after it.
    pub(super) widths: Vec<f64>,
    /// What stands after each column.
    pub(super) gaps: Vec<f64>,
}

impl Columns {
    /// The room for words in a column, in the size of its letters.
    pub(super) fn room(&self, column: usize) -> f64 {
        (self.widths[column] - self.gaps[column]) / self.size
    }
}

/// What the columns of a table have of the width that there is, in points.
pub(super) fn share(table: &Table, there_is: f64) -> Columns {
    let count = table.head.len();
    let gaps: Vec<f64> = (0..count)
        .map(|at| match table.columns.get(at) {
            _ if at + 1 == count => 0.0,
            Some(Align::Right) => AFTER_FIGURES,
            _ => GAP,
        })
        .collect();
    let there_is = there_is - gaps.iter().sum::<f64>();
    let needs: Vec<Need> = (0..count).map(|at| need(table, at)).collect();
    let fitting = |narrowest: &dyn Fn(&Need) -> f64| {
        let whole: f64 = needs.iter().map(narrowest).sum();
        SIZES.into_iter().find(|size| whole * size <= there_is)
    };
    // Best is that what is short keeps to one line; then that no word is broken.
    let (size, mut widths): (f64, Vec<f64>) =
        match (fitting(&Need::short), fitting(&|need| need.word)) {
            (Some(size), _) => (size, needs.iter().map(Need::short).collect()),
            (None, Some(size)) => (size, needs.iter().map(|need| need.word).collect()),
            (None, None) => (SMALLEST, cut(&needs, there_is / SMALLEST)),
        };
    let mut left = there_is / size - widths.iter().sum::<f64>();
    // Where not all that is short can keep to its line, as much of it as can.
    let mut short: Vec<usize> = (0..count).collect();
    short.sort_by(|one, other| needs[*one].short().total_cmp(&needs[*other].short()));
    for at in short {
        let more = needs[at].short() - widths[at];
        if more > 0.0 && more <= left {
            widths[at] += more;
            left -= more;
        }
    }
    // A column that could fill many lines wants more than one that would fill one, but not in proportion.
    let wants: Vec<f64> = needs
        .iter()
        .zip(&widths)
        .map(|(need, width)| (need.line - width).max(0.0).powf(0.8))
        .collect();
    let all: f64 = wants.iter().sum();
    for (width, wanted) in widths.iter_mut().zip(&wants) {
        let part = if all > 0.0 {
            wanted / all
        } else {
            1.0 / count as f64
        };
        *width += left.max(0.0) * part;
    }
    let widths = widths
        .iter()
        .zip(&gaps)
        .map(|(width, gap)| width * size + gap);
    Columns {
        size,
        widths: widths.collect(),
        gaps,
    }
}

/// What a column needs, in the size of its letters.
struct Need {
    /// For its widest word.
    word: f64,
    /// For its widest cell on one line.
    line: f64,
}

impl Need {
    /// What it needs so that what is short is not broken.
    fn short(&self) -> f64 {
        if self.line <= SHORT {
            self.line
        } else {
            self.word
        }
    }
}

fn need(table: &Table, at: usize) -> Need {
    let head: &[Inline] = table.head.get(at).map_or(&[], Vec::as_slice);
    let cells = table.rows.iter().filter_map(|row| row.get(at));
    // A head may take two lines, so that only its words count.
    let word = measure::widest_word(head) * measure::BOLD;
    let (mut word, mut line) = (word, word);
    for cell in cells {
        word = word.max(measure::widest_word(cell));
        line = line.max(measure::line(cell));
    }
    // Room for what is bold, and for what rounding takes.
    Need {
        word: word.max(1.5) * 1.02,
        line: line.max(1.5) * 1.02,
    }
}

/// Widths that fit together, with the widest cut first.
fn cut(needs: &[Need], there_is: f64) -> Vec<f64> {
    let sum = |most: f64| -> f64 { needs.iter().map(|need| need.word.min(most)).sum() };
    let (mut low, mut high) = (0.0, there_is);
    for _ in 0..40 {
        let middle = (low + high) / 2.0;
        if sum(middle) <= there_is {
            low = middle;
        } else {
            high = middle;
        }
    }
    needs.iter().map(|need| need.word.min(low)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(head: &[&str], row: &[&str]) -> Table {
        let cells = |words: &[&str]| {
            words
                .iter()
                .map(|words| vec![Inline::text(*words)])
                .collect()
        };
        Table {
            columns: vec![Align::Plain; head.len()],
            head: cells(head),
            rows: vec![cells(row)],
            ..Table::default()
        }
    }

    #[test]
    fn the_columns_fill_the_width_and_days_keep_to_their_line() {
        let long = "what was agreed and why it could not be done ".repeat(8);
        let columns = share(
            &table(&["Due", "What"], &["23 September 2026", &long]),
            480.0,
        );
        assert!((columns.widths.iter().sum::<f64>() - 480.0).abs() < 0.01);
        assert!(columns.room(0) >= measure::line(&[Inline::text("23 September 2026")]));
        assert!(
            columns.widths[1] > columns.widths[0] * 2.0,
            "{:?}",
            columns.widths
        );
        assert_eq!(columns.size, 12.0);
    }

    #[test]
    fn letters_are_smaller_before_words_are_broken() {
        let word = "acknowledgement";
        let columns = share(&table(&[word; 5], &[word; 5]), 480.0);
        assert!(columns.size < 12.0);
        assert!(columns.room(4) >= measure::widest_word(&[Inline::text(word)]));
        let columns = share(&table(&[word; 12], &[word; 12]), 480.0);
        assert_eq!(columns.size, SMALLEST);
        assert!((columns.widths.iter().sum::<f64>() - 480.0).abs() < 0.01);
    }
}
