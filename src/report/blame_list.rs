//! Who wrote each part of a record, as a table.

use comfy_table::{ContentArrangement, Table, presets};

use super::visible;
use crate::revision::blame::Part;
use crate::store::Commit;

/// A row for each part. `made` are the commits of the versions, the last first.
pub fn table(parts: &[Part], made: &[Option<&Commit>], show_text: bool, width: usize) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_content_arrangement(ContentArrangement::Dynamic);
    table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
    for part in parts {
        let way = if show_text { &part.way } else { &part.open_way };
        let words = match part.words {
            1 => "1 word".to_owned(),
            words => format!("{words} words"),
        };
        let (who, day, id) = match made.get(part.version).copied().flatten() {
            Some(commit) => (
                commit.author.clone(),
                commit.day.to_string(),
                commit.id.abbreviated(),
            ),
            None => ("not committed".to_owned(), String::new(), String::new()),
        };
        table.add_row([
            day,
            visible(&who).into_owned(),
            id,
            visible(way).into_owned(),
            words,
        ]);
    }
    let mut out = String::new();
    for line in table.lines() {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}
