//! The same for programs, version 1: `schemas/output/diff.schema.json`. With people's own words in it, the changes of a record make its
//! later fields and sections out of its earlier ones.

use serde::Serialize;
use serde_json::Value as Json;

use super::Comparison;
use crate::diag::Diagnostic;
use crate::report::json_v1::{self, Finding, to_text};
use crate::report::masks::Words;
use crate::report::policy_changes::{MovedOut, moved_out};
use crate::revision::change::{Change, Changed, Fate, Said, Step};
use crate::revision::kept::Act;
use crate::rules::consequence::Judged;
use crate::source::SourceFile;

#[derive(Serialize)]
struct Out<'a> {
    version: u32,
    was: &'a str,
    is: &'a str,
    as_of: Option<String>,
    files: Vec<FileOut<'a>>,
    follows: Option<FollowsOut<'a>>,
}

#[derive(Serialize)]
struct FileOut<'a> {
    path: &'a str,
    was: Option<&'a str>,
    fate: &'static str,
    kind: Option<&'a str>,
    classes: Vec<&'static str>,
    read: bool,
    changes: Vec<ChangeOut<'a>>,
}

#[derive(Serialize)]
struct ChangeOut<'a> {
    way: Vec<StepOut<'a>>,
    class: &'static str,
    before: Option<SaidOut>,
    after: Option<SaidOut>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum StepOut<'a> {
    Field(&'a str),
    Item(ItemOut<'a>),
    Section(&'a str),
    Paragraph(usize),
}

#[derive(Serialize)]
struct ItemOut<'a> {
    number: usize,
    name: Option<&'a str>,
}

#[derive(Serialize)]
struct SaidOut {
    line: usize,
    withheld: bool,
    value: Option<Json>,
}

#[derive(Serialize)]
struct FollowsOut<'a> {
    dates: Vec<MovedOut<'a>>,
    findings_new: Vec<Finding<'a>>,
    findings_gone: Vec<Finding<'a>>,
    sign_offs_fallen: Vec<Fallen<'a>>,
}

#[derive(Serialize)]
struct Fallen<'a> {
    path: &'a str,
    record: &'a str,
    act: &'static str,
    signers: Vec<&'a str>,
    signed: String,
}

/// Writes it.
pub fn json(comparison: &Comparison<'_>) -> String {
    let follows = comparison.follows.as_ref().map(|follows| FollowsOut {
        dates: follows.consequences.moved.iter().map(moved_out).collect(),
        findings_new: findings(&follows.consequences.come, follows.after),
        findings_gone: findings(&follows.consequences.gone, follows.before),
        sign_offs_fallen: follows
            .consequences
            .undone
            .iter()
            .map(|one| Fallen {
                path: &one.path,
                record: one.record.as_str(),
                act: act(one.act),
                signers: one.signers.iter().map(|signer| signer.as_str()).collect(),
                signed: one.day.to_string(),
            })
            .collect(),
    });
    to_text(&Out {
        version: 1,
        was: comparison.was,
        is: comparison.is,
        as_of: comparison.today.map(|day| day.to_string()),
        files: comparison
            .files
            .iter()
            .map(|file| of_file(file, comparison.words))
            .collect(),
        follows,
    })
}

fn findings<'a>(found: &[&'a Diagnostic], side: &'a Judged) -> Vec<Finding<'a>> {
    found
        .iter()
        .map(|one| json_v1::finding(one, &side.reading.sources))
        .collect()
}

fn act(act: Act) -> &'static str {
    match act {
        Act::Changed => "changed",
        Act::Removed => "removed",
        Act::StatementChanged => "sign-off-changed",
        Act::StatementRemoved => "sign-off-removed",
    }
}

fn of_file(file: &Changed, words: Words) -> FileOut<'_> {
    FileOut {
        path: file.path(),
        was: file.was.as_ref().map(SourceFile::path),
        fate: match file.fate() {
            Fate::Added => "added",
            Fate::Removed => "removed",
            Fate::Changed => "changed",
            Fate::Moved => "moved",
        },
        kind: file.kind.map(|kind| kind.name()),
        classes: file
            .classes()
            .into_iter()
            .map(|class| class.name())
            .collect(),
        read: !file.is_unread,
        changes: file
            .changes
            .iter()
            .map(|change| of_change(file, change, words))
            .collect(),
    }
}

fn of_change<'a>(file: &'a Changed, change: &'a Change, words: Words) -> ChangeOut<'a> {
    let said = |side: &Option<SourceFile>, said: &Option<Said>| {
        let (file, said) = (side.as_ref()?, said.as_ref()?);
        let withheld = words == Words::Withheld && said.open.as_ref() != Some(&said.value);
        Some(SaidOut {
            line: file.position(said.place.start).line,
            withheld,
            value: match words {
                Words::Shown => Some(said.value.clone()),
                Words::Withheld => said.open.clone(),
            },
        })
    };
    ChangeOut {
        way: change.way.iter().map(|one| step(one, words)).collect(),
        class: change.class.name(),
        before: said(&file.was, &change.before),
        after: said(&file.is, &change.after),
    }
}

fn step(step: &Step, words: Words) -> StepOut<'_> {
    match step {
        Step::Field(key) => StepOut::Field(key),
        Step::Item(item) => StepOut::Item(ItemOut {
            number: item.number,
            name: (words == Words::Shown || !item.is_withheld).then_some(item.name.as_str()),
        }),
        Step::Section(title) => StepOut::Section(title),
        Step::Paragraph(before) => StepOut::Paragraph(*before),
    }
}
