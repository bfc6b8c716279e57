//! The auditor's form as a document: what the records say already, with the evidence, and what is left to judge.

use super::blocks::{heading, list, paragraph, table};
use super::document::{Block, CalloutKind, Document, Fact, Inline};
use super::marking;
use super::wording::Wording;
use crate::calendar::Day;
use crate::reading::Reading;
use crate::record::{PersonId, WorkerId};
use crate::report::audit_form::{JUDGEMENTS, Topic};

/// Of whom the form is, and of which time.
pub struct AuditOf<'a> {
    /// The store as it was read.
    pub reading: &'a Reading,
    /// The worker.
    pub worker: &'a WorkerId,
    /// The first day that is looked at.
    pub from: Day,
    /// The last: the day of the audit.
    pub on: Day,
    /// What it is made from, as [`marking::revision_words`] says it.
    pub revision: Option<&'a str>,
}

/// The whole form.
pub fn audit_form(of: &AuditOf<'_>, topics: &[Topic]) -> Document {
    let records = &of.reading.records;
    let name = records.name(&of.worker.person());
    let mut blocks = vec![
        about(of, &name),
        Block::Callout {
            kind: CalloutKind::Important,
            blocks: vec![
                paragraph(
                    "The figures are filled in from the records. What is headed \"For the auditor to judge\" is open, and only a person can answer it.",
                ),
                Block::Paragraph(vec![
                    Inline::text(
                        "Nobody's own words stand in this form. Each record is named, and ",
                    ),
                    Inline::Code("supervision show RECORD".to_owned()),
                    Inline::text(
                        " shows it to whoever may have it. Whoever opens the file for an audit notes that with ",
                    ),
                    Inline::Code("supervision new access".to_owned()),
                    Inline::text(", and the worker is told."),
                ]),
            ],
        },
    ];
    for topic in topics {
        blocks.push(heading(topic.title));
        blocks.push(list(topic.says.iter().map(String::as_str)));
        for rows in &topic.tables {
            blocks.push(match rows.rows.is_empty() {
                true => paragraph(&format!("{}: none.", rows.caption)),
                false => table(&rows.caption, rows.head, &[], rows.rows.clone()),
            });
        }
        blocks.extend(to_judge(topic));
    }
    blocks.push(heading("What the auditor found"));
    blocks.push(table(
        "To be filled in: what stood out, good as well as wanting",
        &[
            "What stood out",
            "What will be done about it",
            "Who",
            "By when",
        ],
        &[],
        vec![vec![String::from(" "); 4]; 4],
    ));
    marking::marked(
        &Wording::default(),
        format!("Supervision audit: {name}"),
        blocks,
        records.settings(),
        of.revision,
        of.on,
    )
}

fn about(of: &AuditOf<'_>, name: &str) -> Block {
    let records = &of.reading.records;
    let worker = records
        .workers
        .get(of.worker)
        .and_then(|file| file.worker.as_ref());
    let post = worker.and_then(|worker| worker.data.employment.on(of.on));
    let manager = worker.and_then(|worker| worker.data.line_managers.on(of.on));
    let manager = manager.map(|held| {
        let id: &PersonId = &held.person.value;
        format!("{}, since {}", records.name(id), held.from.value.in_words())
    });
    let none = || "none on this day".to_owned();
    let facts = [
        ("Worker", format!("{name} ({})", of.worker)),
        (
            "Role and team",
            post.map_or_else(none, |post| {
                format!("{}, {}", post.role.value, post.team.value).replace('-', " ")
            }),
        ),
        ("Line manager", manager.unwrap_or_else(none)),
        (
            "Time looked at",
            format!("{} to {}", of.from.in_words(), of.on.in_words()),
        ),
        ("Auditor", "to be filled in".to_owned()),
    ];
    Block::DescriptionList(
        facts
            .into_iter()
            .map(|(term, value)| Fact {
                term: vec![Inline::text(term)],
                values: vec![vec![paragraph(&value)]],
            })
            .collect(),
    )
}

/// The questions of a topic, each with its answers to tick and a line for what the answer rests on.
fn to_judge(topic: &Topic) -> Vec<Block> {
    let answers: Vec<String> = JUDGEMENTS
        .iter()
        .map(|answer| format!("☐ {answer}"))
        .collect();
    let item = |question: &&str| {
        vec![
            Block::Paragraph(vec![Inline::Strong(vec![Inline::text(*question)])]),
            paragraph(&answers.join(" \u{b7} ")),
            paragraph("What the answer rests on:"),
            Block::Rule,
        ]
    };
    vec![
        // No heading: the list of contents would say everything twice.
        Block::Paragraph(vec![Inline::Strong(vec![Inline::text(format!(
            "For the auditor to judge: {}",
            topic.title.to_lowercase()
        ))])]),
        Block::List {
            ordered: true,
            start: 1,
            items: topic.questions.iter().map(item).collect(),
        },
    ]
}
