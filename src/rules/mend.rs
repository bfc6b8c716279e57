//! The files as they would be with the findings put right that have one right answer: what `check --fix` shows and writes.
//!
//! Which answers there are is known where the findings are made, in [`repair`](crate::record::repair). Here they are put
//! together, file by file and over again until none is left, so that mending what is mended changes nothing. A file that
//! somebody has signed is left as it is: a sign-off holds for every byte of it. Nothing is written here.

use std::collections::BTreeMap;

use super::accepted::is_accepted;
use super::{Verdict, level};
use crate::diag::Diagnostic;
use crate::reading::Reading;
use crate::record::layout::{Located, Place, locate};
use crate::record::parse::parse_record;
use crate::record::repair::gone;
use crate::source::{SourceFile, SourceId};
use crate::text::edit;

/// What can be put right.
#[derive(Debug, Default)]
pub struct Mending {
    /// The files that would change, by path.
    pub files: Vec<Mended>,
    /// How many findings have an answer that is not given, because their files are signed.
    pub signed: usize,
}

/// A file as it would be.
#[derive(Debug)]
pub struct Mended {
    /// The file as it is.
    pub source: SourceId,
    /// Its new text.
    pub text: String,
    /// The findings that are put right.
    pub findings: Vec<Diagnostic>,
}

impl Mending {
    /// How many findings would be put right.
    pub fn count(&self) -> usize {
        self.files.iter().map(|file| file.findings.len()).sum()
    }
}

/// How many findings of a verdict have one right answer, in records that nobody has signed.
pub fn answered(reading: &Reading, verdict: &Verdict) -> usize {
    let answered = verdict.findings.iter().filter(|finding| {
        let file = reading.sources.file(finding.primary.span.source);
        !finding.fix.is_empty()
            && matches!(locate(file.path()), Located::Record(place) if !is_signed(reading, &place))
    });
    answered.count()
}

/// Whether a statement stands about a record, read or not.
fn is_signed(reading: &Reading, place: &Place) -> bool {
    let records = &reading.records;
    records.sign_offs.contains_key(&place.id) || records.unread_sign_offs.contains(&place.id)
}

/// Puts right what has one right answer among the findings of a verdict.
pub fn mend(reading: &Reading, verdict: &Verdict) -> Mending {
    let mut by_file: BTreeMap<SourceId, Vec<&Diagnostic>> = BTreeMap::new();
    for finding in verdict
        .findings
        .iter()
        .filter(|finding| !finding.fix.is_empty())
    {
        by_file
            .entry(finding.primary.span.source)
            .or_default()
            .push(finding);
    }
    let mut mending = Mending::default();
    for (source, findings) in by_file {
        let file = reading.sources.file(source);
        let Located::Record(place) = locate(file.path()) else {
            continue;
        };
        if is_signed(reading, &place) {
            mending.signed += findings.len();
            continue;
        }
        // What the store accepts or has turned off stays as it is.
        let wanted = |finding: &Diagnostic| {
            level(reading, finding.code) != Some(None) && !is_accepted(reading, finding)
        };
        let (text, findings) = mended(source, file, &place, wanted);
        if !findings.is_empty() {
            mending.files.push(Mended {
                source,
                text,
                findings,
            });
        }
    }
    mending
}

/// How often a file is gone through: one that has no end of faults takes no more time than others.
const MOST_ROUNDS: usize = 100;

/// The text with what has an answer put right, and those findings.
fn mended(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
    wanted: impl Fn(&Diagnostic) -> bool,
) -> (String, Vec<Diagnostic>) {
    let mut file = file.clone();
    let mut done = Vec::new();
    let mut judged = judge(source, &file, place);
    // Each round leaves fewer findings or a record that can be read, so this comes to an end.
    for _ in 0..MOST_ROUNDS {
        let answered = judged.1.iter();
        let answered = answered.filter(|finding| !finding.fix.is_empty() && wanted(finding));
        let answered: Vec<&Diagnostic> = answered.collect();
        // All at once; where they are in each other's way, the first that goes alone.
        let tries = [answered.as_slice()].into_iter().chain(answered.chunks(1));
        let next = tries
            .filter(|findings| !findings.is_empty())
            .find_map(|findings| {
                let (after, left) = with(source, &file, place, &judged, findings)?;
                let findings = findings.iter().map(|finding| (*finding).clone());
                Some((after, left, findings.collect::<Vec<_>>()))
            });
        let Some((after, left, findings)) = next else {
            break;
        };
        (file, judged) = (after, left);
        done.extend(findings);
    }
    (file.text().to_owned(), done)
}

/// Whether a record can be read, and what is wrong with it.
type Judged = (bool, Vec<Diagnostic>);

fn judge(source: SourceId, file: &SourceFile, place: &Place) -> Judged {
    let (filed, found) = parse_record(source, file, place);
    (filed.is_some(), found)
}

/// The file with these findings put right, if they all go by it and no other comes.
fn with(
    source: SourceId,
    file: &SourceFile,
    place: &Place,
    (can_be_read, found): &Judged,
    findings: &[&Diagnostic],
) -> Option<(SourceFile, Judged)> {
    let edits = findings.iter().flat_map(|finding| &finding.fix);
    let edits = edits.map(|edit| (edit.span.range(), edit.text.as_str()));
    let after = SourceFile::new(file.path(), edit::apply(file.text(), edits)?);
    let left = judge(source, &after, place);
    let gone = gone((*can_be_read, found), (left.0, &left.1))?;
    (gone >= findings.len()).then_some((after, left))
}
