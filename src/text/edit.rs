//! Changes some bytes of a text and leaves every other one alone.

use std::ops::Range;

/// The text with each range replaced by other text. None where two edits touch the same bytes, or one reaches out of the
/// text or into a character.
pub fn apply<'t>(
    text: &str,
    edits: impl IntoIterator<Item = (Range<usize>, &'t str)>,
) -> Option<String> {
    let mut edits: Vec<(Range<usize>, &str)> = edits.into_iter().collect();
    edits.sort_by_key(|(range, _)| (range.start, range.end));
    let mut edited = String::with_capacity(text.len());
    let mut done = 0;
    let mut last_start = None;
    for (range, instead) in edits {
        let kept = text.get(done..range.start)?;
        text.get(range.clone())?;
        if last_start == Some(range.start) {
            return None; // which of the two would come first?
        }
        edited.push_str(kept);
        edited.push_str(instead);
        (done, last_start) = (range.end, Some(range.start));
    }
    edited.push_str(text.get(done..)?);
    Some(edited)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_range_is_replaced_and_the_rest_stays() {
        let edits = [(8..9, "!"), (0..3, "one"), (4..4, "and ")];
        assert_eq!(apply("abc def ?", edits).as_deref(), Some("one and def !"));
        assert_eq!(apply("abc", []).as_deref(), Some("abc"));
        assert_eq!(apply("abc", [(3..3, "d")]).as_deref(), Some("abcd"));
        assert_eq!(apply("abc", [(0..3, "")]).as_deref(), Some(""));
    }

    #[test]
    fn what_cannot_be_done_is_not_done_by_half() {
        for edits in [
            vec![(0..2, "x"), (1..3, "y")],
            vec![(1..1, "x"), (1..1, "y")],
            vec![(1..1, "x"), (1..2, "y")],
            vec![(2..9, "x")],
            vec![(1..2, "x")],
        ] {
            assert_eq!(apply("é&", edits.clone()), None, "{edits:?}");
        }
    }
}
