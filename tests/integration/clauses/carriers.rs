//! What carries each clause. The rules say it themselves, in their pages; so do the packs, at what they ask. What records hold
//! for a clause, what falls due for it and which command serves it is said here. Nothing is named that does not exist.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value as Json;
use supervision::policy::{BUILT_IN, Pack, built_in};
use supervision::record::{KINDS, Kind};
use supervision::rules;
use supervision::source::Sources;

use crate::support::codes::codes_of_the_source;
use crate::support::run::Supervision;

/// Something that makes a clause work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Carrier {
    /// A kind of record.
    Record(&'static str),
    /// A field of a kind of record; of a list, the field of its entries.
    Field(&'static str, &'static str),
    /// The required headings of a kind of record.
    Parts(&'static str),
    /// A finding about the form of records.
    Form(&'static str),
    /// What falls due.
    Due(&'static str),
    /// A command.
    Command(&'static str),
}

use Carrier::{Command, Due, Field, Form, Parts, Record};

/// The clauses in the order of their documents.
const CARRIERS: &[(&str, &[Carrier])] = &[
    (
        "R1",
        &[Field("worker", "employment"), Field("person", "posts")],
    ),
    (
        "R4.1a",
        &[
            Record("agreement"),
            Field("worker", "line-managers"),
            Due("agreement"),
        ],
    ),
    ("R4.1b", &[Command("sign")]),
    ("R4.1c", &[Field("agreement", "confirmations")]),
    ("R4.1d", &[Parts("agreement")]),
    (
        "R4.1e",
        &[Field("worker", "line-managers"), Due("worker-session")],
    ),
    (
        "R4.2",
        &[
            Record("history"),
            Field("history", "discussed"),
            Due("history"),
        ],
    ),
    (
        "R4.3",
        &[
            Field("agreement", "reviews"),
            Field("pdr", "agreement-reviewed"),
            Due("agreement-review"),
        ],
    ),
    ("R4.4", &[Field("session", "disputes")]),
    (
        "R5a",
        &[Field("session", "planned"), Field("session", "agenda")],
    ),
    ("R5c", &[Field("session", "cases/last-visit-seen")]),
    ("R6a", &[Record("decision")]),
    ("R6b", &[Record("quality-audit")]),
    ("R7a", &[Due("case-discussion")]),
    ("R7b", &[Command("due")]),
    (
        "R7c",
        &[
            Field("child", "allocations"),
            Due("case-first-consideration"),
        ],
    ),
    (
        "R7d",
        &[
            Field("session", "cases/next-discussion"),
            Due("next-discussion"),
        ],
    ),
    (
        "R7e",
        &[
            Field("session", "cases/next-discussion"),
            Due("next-discussion"),
        ],
    ),
    ("R7f", &[Field("session", "cases/reflective")]),
    ("R8a", &[Field("session", "minutes")]),
    ("R8b", &[Field("worker", "asye"), Due("worker-session")]),
    ("R8c", &[Field("session", "decisions")]),
    ("R8d", &[Field("agreement", "mentoring")]),
    ("R8e", &[Due("worker-session")]),
    (
        "R8f",
        &[Field("agreement", "interval"), Due("worker-session")],
    ),
    (
        "R9a",
        &[
            Field("session", "planned"),
            Field("session", "agenda/raised-by"),
            Field("session", "cancellation"),
        ],
    ),
    (
        "R9b",
        &[
            Field("session", "status"),
            Field("session", "actions-reviewed"),
            Due("action"),
        ],
    ),
    ("R10", &[Parts("session"), Command("render child")]),
    ("R11a", &[Record("child-supervision")]),
    ("R11b", &[Parts("child-supervision")]),
    (
        "R11c",
        &[Field("child-supervision", "risks-to-staff/action")],
    ),
    (
        "R11d",
        &[
            Field("child-supervision", "case-note"),
            Command("render case-note"),
        ],
    ),
    (
        "R12a",
        &[
            Record("decision"),
            Field("decision", "decided-by"),
            Field("decision", "reason"),
        ],
    ),
    (
        "R12b",
        &[
            Field("child-supervision", "decisions"),
            Field("child-supervision", "actions/by-when"),
        ],
    ),
    ("R12c", &[Field("child-supervision", "disputes")]),
    (
        "R12d",
        &[
            Form("part-missing"),
            Form("part-empty"),
            Form("placeholder-left"),
        ],
    ),
    (
        "R12e",
        &[Field("decision", "case-note"), Command("render case-note")],
    ),
    ("R13a", &[Record("checklist"), Due("renewal")]),
    (
        "R13b",
        &[Command("render worker"), Form("record-misplaced")],
    ),
    ("R13c", &[Field("store", "exempt-teams")]),
    ("R13d", &[Command("render worker")]),
    ("R13e", &[Record("handover"), Command("transfer")]),
    (
        "R14a",
        &[
            Field("store", "marking"),
            Command("render worker"),
            Command("render child"),
        ],
    ),
    ("R14b", &[Field("store", "links")]),
    (
        "R14c",
        &[
            Record("access"),
            Field("access", "worker-told"),
            Command("render worker"),
            Command("render access-log"),
        ],
    ),
    ("R15", &[Command("render child")]),
    ("R16", &[Field("self-audit", "points")]),
    ("R17", &[Field("self-audit", "points")]),
    ("R18", &[Field("self-audit", "barriers")]),
    ("App1", &[Record("cpd"), Parts("cpd")]),
    (
        "C1",
        &[Field("worker", "employment"), Field("person", "posts")],
    ),
    ("C2", &[Parts("session")]),
    ("C3a", &[Due("worker-session")]),
    ("C3b", &[Field("worker", "asye"), Due("worker-session")]),
    ("C3c", &[Due("worker-session")]),
    ("C3d", &[Due("worker-session")]),
    ("C4a", &[Field("session", "cases/acknowledged-open-by")]),
    (
        "C4b",
        &[
            Field("session", "cases/stable"),
            Field("session", "cases/safeguarding-concern"),
        ],
    ),
    ("C4c", &[Due("case-discussion")]),
    ("C4d", &[Field("session", "cases/interval-decision")]),
    (
        "C4e",
        &[
            Field("child", "categories"),
            Field("child", "proceedings"),
            Due("case-discussion"),
        ],
    ),
    (
        "C4f",
        &[Field("child", "placements"), Due("case-discussion")],
    ),
    (
        "C4g",
        &[Field("child", "allocations"), Due("case-discussion")],
    ),
    ("C4h", &[Field("child", "visiting"), Due("case-discussion")]),
    (
        "C4i",
        &[Field("child", "categories"), Due("case-discussion")],
    ),
    ("C5a", &[Parts("session")]),
    ("C5b", &[Field("session", "actions-reviewed")]),
    ("C5c", &[Field("session", "actions/by-when")]),
    ("L1", &[Field("checklist", "dbs"), Due("renewal")]),
    ("L2", &[Field("checklist", "registration"), Due("renewal")]),
    (
        "L3",
        &[Record("cpd"), Field("cpd", "peer-reflection"), Due("cpd")],
    ),
    (
        "L4",
        &[
            Field("session", "recorded"),
            Field("child-supervision", "case-note"),
            Due("record"),
            Due("case-note"),
        ],
    ),
    (
        "L5",
        &[
            Field("session", "cancellation/replacement"),
            Due("replacement"),
        ],
    ),
    ("L6", &[Field("session", "disputes"), Due("dispute")]),
    ("L7", &[Field("worker", "asye"), Due("milestone")]),
    ("L8", &[Field("worker", "employment"), Due("disposal")]),
    ("L9", &[Field("child", "closed"), Due("disposal")]),
];

/// Everything that carries a clause.
#[derive(Debug, Default)]
pub(crate) struct Carried {
    /// The rules whose pages say so.
    pub(crate) rules: Vec<&'static str>,
    /// What is said here.
    pub(crate) carriers: Vec<Carrier>,
    /// What the clause's own pack asks by it: ids of its rules, and names of its sections.
    pub(crate) asks: Vec<String>,
}

impl Carried {
    /// Whether nothing carries the clause. That a pack asks for it is not enough: something has to answer.
    pub(crate) fn is_empty(&self) -> bool {
        self.rules.is_empty() && self.carriers.is_empty()
    }
}

/// The built-in packs with their clauses.
pub(crate) fn packs() -> Vec<Pack> {
    let mut sources = Sources::default();
    let packs = BUILT_IN.iter().map(|(id, _)| built_in(id, &mut sources));
    packs.map(|pack| pack.expect("it is built in")).collect()
}

/// What carries each clause of the packs.
pub(crate) fn carried() -> BTreeMap<String, Carried> {
    let mut carried: BTreeMap<String, Carried> = BTreeMap::new();
    for pack in packs() {
        for clause in &pack.clauses {
            carried.entry(clause.id.value.clone()).or_default();
        }
    }
    let mut add = |clause: &str, to: &mut dyn FnMut(&mut Carried)| match carried.get_mut(clause) {
        Some(carried) => to(carried),
        None => panic!("there is no clause {clause}"),
    };
    for rule in rules::all() {
        for clause in cited(rule.page) {
            add(&clause, &mut |carried| carried.rules.push(rule.code.name()));
        }
    }
    for (clause, carriers) in CARRIERS {
        add(clause, &mut |carried| {
            carried.carriers.extend(carriers.iter())
        });
    }
    for (_, text) in BUILT_IN {
        let pack: Json = serde_yaml::from_str(text).expect("a pack is YAML");
        for (section, value) in pack.as_object().expect("a mapping") {
            if section != "clauses" {
                asks(section, value, &mut |clause, by| {
                    add(clause, &mut |carried| {
                        if !carried.asks.contains(&by.to_owned()) {
                            carried.asks.push(by.to_owned());
                        }
                    });
                });
            }
        }
    }
    carried
}

/// The clauses that a rule's page says ask for it. What stands in brackets only has to do with it.
fn cited(page: &str) -> Vec<String> {
    let (_, rest) = page
        .split_once("\n## Asked by\n")
        .expect("a page says who asks");
    let mut said = rest.split("\n## ").next().unwrap_or_default().to_owned();
    while let (Some(open), Some(close)) = (said.find('('), said.find(')')) {
        said.replace_range(open..=close, "");
    }
    let words: Vec<&str> = said
        .split(|c: char| !(c.is_alphanumeric() || c == '.'))
        .map(|word| word.trim_end_matches('.'))
        .filter(|word| !word.is_empty())
        .collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        if !is_clause(word) {
            continue;
        }
        // "C4e to C4i" names those between as well.
        let from = match (
            at.checked_sub(2).map(|before| words[before]),
            at > 0 && words[at - 1] == "to",
        ) {
            (Some(from), true) if is_clause(from) => from,
            _ => word,
        };
        let (stem, last) = word.split_at(word.len() - 1);
        let first = from.chars().next_back().unwrap_or_default();
        let last = last.chars().next().unwrap_or_default();
        found.extend((first..=last).map(|letter| format!("{stem}{letter}")));
    }
    let mut seen = BTreeSet::new();
    found.retain(|clause| seen.insert(clause.clone()));
    found
}

fn is_clause(word: &str) -> bool {
    word.strip_prefix(['R', 'C', 'L'])
        .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// What cites clauses in a part of a pack: the rule with an id, else the section.
fn asks(section: &str, value: &Json, found: &mut dyn FnMut(&str, &str)) {
    let by = value["id"].as_str().unwrap_or(section);
    for clause in value["clauses"].as_array().into_iter().flatten() {
        found(clause.as_str().expect("an id"), by);
    }
    match value {
        Json::Object(fields) => fields.values().for_each(|value| asks(by, value, found)),
        Json::Array(items) => items.iter().for_each(|value| asks(by, value, found)),
        _ => {}
    }
}

#[test]
fn what_a_page_says_is_read_as_it_is_meant() {
    let page = |said: &str| format!("# a\n\n## Asked by\n\n{said}\n\n## Example\n\nR99\n");
    for (said, clauses) in [
        ("R8b, R8e and R8f; C3a.", &["R8b", "R8e", "R8f", "C3a"][..]),
        (
            "C4c, C4e to C4g; R7a. And so on.",
            &["C4c", "C4e", "C4f", "C4g", "R7a"],
        ),
        ("R4.1b. The policy says *should*.", &["R4.1b"]),
        ("No clause (see also R14a and R14b).", &[]),
        ("The store's own format; C5c.", &["C5c"]),
        ("R10. Read it.", &["R10"]),
    ] {
        assert_eq!(cited(&page(said)), clauses, "{said}");
    }
}

#[test]
fn a_carrier_that_is_named_exists() {
    let help = Supervision::new(["due", "--help"]).run().stdout;
    let (_, kinds) = help
        .split_once("Only this kind of thing")
        .expect("kinds of due");
    let (kinds, _) = kinds.split_once(']').expect("a list");
    let dues: Vec<&str> = kinds.split([',', ' ', '\n', ':']).collect();
    let codes = codes_of_the_source();
    for (clause, carriers) in CARRIERS {
        for carrier in *carriers {
            let exists = match carrier {
                Record(kind) => Kind::from_name(kind).is_some(),
                Parts(kind) => Kind::from_name(kind)
                    .is_some_and(|kind| kind.info().parts.iter().any(|part| part.required)),
                Field(kind, field) => has_field(kind, field),
                Form(code) => codes.contains(*code),
                Due(kind) => dues.contains(kind),
                Command(command) => {
                    let words = command.split(' ').chain(["--help"]);
                    Supervision::new(words).run().status == 0
                }
            };
            assert!(exists, "{clause}: {carrier:?} does not exist");
        }
        let different: BTreeSet<&Carrier> = carriers.iter().collect();
        assert_eq!(different.len(), carriers.len(), "{clause} names one twice");
    }
}

/// Whether a kind of record has a field: `cases/stable` is the field `stable` of the entries of `cases`.
fn has_field(kind: &str, field: &str) -> bool {
    let common: Json =
        serde_json::from_str(include_str!("../../../schemas/common.schema.json")).expect("JSON");
    let Some(info) = KINDS.iter().find(|info| info.name == kind) else {
        return false;
    };
    let mut here: Json = serde_json::from_str(info.schema).expect("JSON");
    for name in field.split('/') {
        if here["items"].is_object() {
            here = here["items"].clone();
        }
        if let Some((_, shared)) = here["$ref"].as_str().and_then(|path| path.rsplit_once('/')) {
            here = common["$defs"][shared].clone();
        }
        here = here["properties"][name].clone();
    }
    here.is_object()
}

#[test]
fn a_field_that_is_not_there_would_be_seen() {
    assert!(has_field("session", "actions/by-when"));
    for (kind, field) in [
        ("session", "colour"),
        ("session", "cases/colour"),
        ("sesion", "date"),
    ] {
        assert!(!has_field(kind, field), "{kind} {field}");
    }
}
