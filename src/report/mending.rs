//! What `check --fix` would change, as a unified diff. People's own words are masked in it as in any excerpt, so it is there
//! to be read and is no patch to be applied.

use std::fmt::Write;
use std::ops::Range;

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};

use super::masks::{Masks, Words};
use super::visible;
use crate::rules::mend::{Mended, Mending};
use crate::source::{SourceFile, SourceId, Sources};

/// How many lines are shown about each change.
const CONTEXT: usize = 3;

/// The changes, file by file, each below the findings that it puts right.
pub fn diff(files: &[Mended], sources: &Sources, words: Words) -> String {
    let mut out = String::new();
    for mended in files {
        let file = sources.file(mended.source);
        let path = visible(file.path());
        for finding in &mended.findings {
            let (code, message) = (finding.code, visible(&finding.message));
            writeln!(out, "{path}: {code}: {message}").expect("writing to text");
        }
        let after = SourceFile::new(file.path(), mended.text.as_str());
        let pair = Sources::new(vec![file.clone(), after]);
        Hunks::new(&pair, words).write(&path, &mut out);
        out.push('\n');
    }
    out
}

/// That there is something to put right, in words.
pub fn offered(findings: usize) -> String {
    let (findings, have) = match findings {
        1 => ("1 of them".to_owned(), "has"),
        _ => (format!("{findings} of them"), "have"),
    };
    format!("{findings} {have} one right answer: `supervision check --fix` shows it")
}

/// What there is to put right, in words, and what is left for people to do.
pub fn shown(mending: &Mending, left: usize) -> String {
    let mut lines = vec![match mending.count() {
        0 => "nothing here can be put right without a decision".to_owned(),
        findings => format!(
            "{} can be put right in {}; nothing is written without `--write`",
            count(findings, "finding"),
            count(mending.files.len(), "file")
        ),
    }];
    lines.extend(signed(mending));
    if left > 0 {
        let left = count(left, "finding");
        lines.push(format!(
            "{left} left to decide: `supervision check` shows them"
        ));
    }
    lines.join("\n")
}

/// What was put right, in words.
pub fn written(mending: &Mending) -> String {
    let mut lines = vec![match mending.count() {
        0 => "nothing here can be put right without a decision; nothing was written".to_owned(),
        findings => format!(
            "{} put right in {}",
            count(findings, "finding"),
            count(mending.files.len(), "file")
        ),
    }];
    lines.extend(signed(mending));
    lines.join("\n")
}

fn signed(mending: &Mending) -> Option<String> {
    (mending.signed > 0).then(|| {
        format!(
            "{} in signed records left alone: any change would void the sign-off",
            count(mending.signed, "finding")
        )
    })
}

fn count(number: usize, word: &str) -> String {
    match number {
        1 => format!("1 {word}"),
        _ => format!("{number} {word}s"),
    }
}

/// A file before (0) and after (1).
struct Hunks<'a> {
    masks: Masks<'a>,
    before: Vec<&'a str>,
    after: Vec<&'a str>,
}

impl<'a> Hunks<'a> {
    fn new(pair: &'a Sources, words: Words) -> Self {
        let lines = |index| {
            let file: &'a SourceFile = pair.file(SourceId::from_index(index));
            file.text().split_inclusive('\n').collect()
        };
        Self {
            masks: Masks::new(pair, words),
            before: lines(0),
            after: lines(1),
        }
    }

    fn write(&mut self, path: &str, out: &mut String) {
        writeln!(out, "--- {path}\n+++ {path}").expect("writing to text");
        let ops = capture_diff_slices(Algorithm::Myers, &self.before, &self.after);
        for hunk in group_diff_ops(ops, CONTEXT) {
            let (first, last) = (&hunk[0], &hunk[hunk.len() - 1]);
            let before = first.old_range().start..last.old_range().end;
            let after = first.new_range().start..last.new_range().end;
            writeln!(out, "@@ -{} +{} @@", lines(&before), lines(&after)).expect("writing to text");
            for op in &hunk {
                self.write_op(op, out);
            }
        }
    }

    fn write_op(&mut self, op: &DiffOp, out: &mut String) {
        let (tag, before, after) = op.as_tag_tuple();
        let parts = match tag {
            similar::DiffTag::Equal => vec![(ChangeTag::Equal, 0, before)],
            _ => vec![
                (ChangeTag::Delete, 0, before),
                (ChangeTag::Insert, 1, after),
            ],
        };
        for (tag, side, range) in parts {
            for index in range {
                let source = SourceId::from_index(side);
                let file = self.masks.sources.file(source);
                let line = file.lines().range(file.text(), index);
                let line = self.masks.characters(source, line).into_iter();
                let line: String = line.map(|(_, character)| character).collect();
                writeln!(out, "{tag}{line}").expect("writing to text");
            }
        }
    }
}

/// Lines as the head of a hunk gives them: the first from 1, and how many.
fn lines(range: &Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => format!("{}", range.start + 1),
        many => format!("{},{many}", range.start + 1),
    }
}
