//! The auditor's form as a document: what the records say already, with the evidence, and what is left to judge (R6b).
//!
//! Each file below `audit_form/` is a matter that is audited; [`topic`] is what they have in common.

mod actions;
mod cases;
mod foundations;
mod frequency;
mod sessions;
pub(super) mod topic;

use super::blocks::{heading, list, paragraph, table};
use super::document::{Block, CalloutKind, Document, Fact, Inline};
use super::marking;
use super::wording::Wording;
use crate::calendar::Day;
use crate::due::Facts;
use crate::reading::Reading;
use crate::record::WorkerId;
use topic::{Topic, topics};

/// Of whom the form is, and of which time.
pub struct AuditOf<'a> {
    /// The store as it was read.
    pub reading: &'a Reading,
    /// Its records and policy on the day of the audit.
    pub facts: &'a Facts<'a>,
    /// The worker.
    pub worker: &'a WorkerId,
    /// The first day that is looked at; the last is the day of the audit.
    pub from: Day,
    /// What it is made from, as [`marking::revision_words`] says it.
    pub revision: Option<&'a str>,
}

/// The answers that an auditor may give.
const JUDGEMENTS: [&str; 4] = ["met", "partly-met", "not-met", "cannot-tell"];

/// The whole form; nothing where there is no such worker.
pub fn audit_form(words: &Wording, of: &AuditOf<'_>) -> Option<Document> {
    let topics = topics(words, of.reading, of.facts, of.worker.as_str(), of.from)?;
    let records = &of.reading.records;
    let name = records.name(&of.worker.person());
    let mut blocks = vec![
        about(words, of, &name),
        Block::Callout {
            kind: CalloutKind::Important,
            blocks: vec![
                paragraph(&words.say("audit-form.filled-in")),
                with_command(words, "audit-form.own-words", "supervision show RECORD"),
                with_command(words, "audit-form.note-access", "supervision new access"),
            ],
        },
    ];
    for topic in topics {
        blocks.push(heading(&topic.title));
        blocks.push(list(topic.says.iter().map(String::as_str)));
        for rows in &topic.tables {
            blocks.push(match rows.rows.is_empty() {
                true => paragraph(&words.with("audit-form.no-rows", &[("caption", &rows.caption)])),
                false => table(&rows.caption, &as_strs(&rows.head), &[], rows.rows.clone()),
            });
        }
        blocks.extend(to_judge(words, &topic));
    }
    let found = |name: &str| words.say(&format!("audit-form.found.{name}"));
    let head = ["stood-out", "done", "who", "by-when"].map(found);
    blocks.push(heading(&found("title")));
    blocks.push(table(
        &found("caption"),
        &as_strs(&head),
        &[],
        vec![vec![String::from(" "); 4]; 4],
    ));
    Some(marking::marked(
        words,
        words.with("audit-form.title", &[("name", &name)]),
        blocks,
        records.settings(),
        of.revision,
        of.facts.today,
    ))
}

fn as_strs(words: &[String]) -> Vec<&str> {
    words.iter().map(String::as_str).collect()
}

/// A sentence that names a command.
fn with_command(words: &Wording, key: &str, command: &str) -> Block {
    let (before, after) = words.around(key, "command");
    Block::Paragraph(vec![
        Inline::text(before),
        Inline::Code(command.to_owned()),
        Inline::text(after),
    ])
}

fn about(words: &Wording, of: &AuditOf<'_>, name: &str) -> Block {
    let (records, on) = (&of.reading.records, of.facts.today);
    let worker = records
        .workers
        .get(of.worker)
        .and_then(|file| file.worker.as_ref());
    let post = worker.and_then(|worker| worker.data.employment.on(on));
    let post = post.map(|post| {
        let role = words.term(post.role.value.as_str());
        let team = words.term(post.team.value.as_str());
        words.with(
            "audit-form.role-and-team",
            &[("role", &role), ("team", &team)],
        )
    });
    let manager = worker.and_then(|worker| worker.data.line_managers.on(on));
    let manager = manager.map(|held| {
        let person = records.name(&held.person.value);
        let since = words.day(held.from.value);
        words.with(
            "audit-form.manager-since",
            &[("person", &person), ("date", &since)],
        )
    });
    let nobody = || words.say("audit-form.nobody");
    let facts = [
        (
            "audit-form.worker",
            words.with(
                "audit-form.name-and-id",
                &[("name", &name), ("id", of.worker)],
            ),
        ),
        ("audit-form.post", post.unwrap_or_else(nobody)),
        ("audit-form.line-manager", manager.unwrap_or_else(nobody)),
        (
            "audit-form.time",
            words.with(
                "audit-form.from-to",
                &[("from", &words.day(of.from)), ("to", &words.day(on))],
            ),
        ),
        ("audit-form.auditor", words.say("audit-form.to-fill-in")),
    ];
    Block::DescriptionList(
        facts
            .into_iter()
            .map(|(term, value)| Fact {
                term: vec![Inline::text(words.say(term))],
                values: vec![vec![paragraph(&value)]],
            })
            .collect(),
    )
}

/// The questions of a topic, each with its answers to tick and a line for what the answer rests on.
fn to_judge(words: &Wording, topic: &Topic) -> Vec<Block> {
    let answers: Vec<String> = JUDGEMENTS
        .iter()
        .map(|answer| format!("☐ {}", words.term(answer)))
        .collect();
    let item = |question: &String| {
        vec![
            Block::Paragraph(vec![Inline::Strong(vec![Inline::text(question.clone())])]),
            paragraph(&answers.join(" \u{b7} ")),
            paragraph(&words.say("audit-form.rests-on")),
            Block::Rule,
        ]
    };
    vec![
        // No heading: the list of contents would say everything twice.
        Block::Paragraph(vec![Inline::Strong(vec![Inline::text(
            words.with("audit-form.to-judge", &[("topic", &topic.title)]),
        )])]),
        Block::List {
            ordered: true,
            start: 1,
            items: topic.questions.iter().map(item).collect(),
        },
    ]
}
