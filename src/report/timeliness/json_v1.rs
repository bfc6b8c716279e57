//! The machine's form of timeliness, version 1: `schemas/output/timeliness.schema.json`. Stable: fields are only ever added.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Timeliness;
use crate::due::timeliness::{Figure, Obligation, Outcome, Reason, figures, groups};
use crate::report::json_v1::{CitationOut, citation, to_text};

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    as_of: String,
    from: String,
    to: String,
    by: Option<&'a str>,
    only: BTreeMap<&'a str, &'a str>,
    total: Vec<FigureOut>,
    groups: Vec<GroupOut>,
    obligations: Vec<ObligationOut<'a>>,
    caveats: Vec<String>,
}

#[derive(Serialize)]
struct GroupOut {
    name: Option<String>,
    figures: Vec<FigureOut>,
}

#[derive(Serialize)]
struct FigureOut {
    kind: &'static str,
    asked: &'static str,
    due: usize,
    in_time: usize,
    late: usize,
    not_done: usize,
    not_counted: BTreeMap<&'static str, usize>,
}

#[derive(Serialize)]
struct ObligationOut<'a> {
    kind: &'a str,
    asked: &'a str,
    worker: Option<&'a str>,
    team: Option<&'a str>,
    supervisor: Option<&'a str>,
    child: Option<&'a str>,
    due: Option<String>,
    outcome: &'a str,
    not_counted: Option<&'a str>,
    done: Option<PlaceOut<'a>>,
    days_late: Option<i64>,
    counted_from: Option<PlaceOut<'a>>,
    rule: Option<&'a str>,
    because: Vec<CitationOut<'a>>,
    asked_by: &'a [String],
    note: Option<String>,
}

#[derive(Serialize)]
struct PlaceOut<'a> {
    date: String,
    path: &'a str,
}

/// The whole report.
pub fn report(report: &Timeliness<'_>) -> String {
    let groups = report.by.map(|by| groups(&report.obligations, by));
    let groups = groups.into_iter().flatten().map(|group| GroupOut {
        figures: group.figures.iter().map(figure).collect(),
        name: group.name,
    });
    let only = report.only.iter().map(|(by, id)| (by.name(), *id));
    to_text(&Report {
        version: 1,
        as_of: report.reading.today.to_string(),
        from: report.from.to_string(),
        to: report.to.to_string(),
        by: report.by.map(|by| by.name()),
        only: only.collect(),
        total: figures(&report.obligations).iter().map(figure).collect(),
        groups: groups.collect(),
        obligations: report
            .obligations
            .iter()
            .map(|one| obligation(report, one))
            .collect(),
        caveats: report.caveats(),
    })
}

fn figure(figure: &Figure) -> FigureOut {
    let left_out = |reason: Reason| {
        figure
            .not_counted
            .get(&reason)
            .map(|many| (reason.name(), *many))
    };
    FigureOut {
        kind: figure.kind.name(),
        asked: strength(figure.must),
        due: figure.due(),
        in_time: figure.in_time,
        late: figure.late,
        not_done: figure.not_done,
        not_counted: Reason::ALL.into_iter().filter_map(left_out).collect(),
    }
}

fn obligation<'a>(report: &'a Timeliness<'_>, one: &'a Obligation) -> ObligationOut<'a> {
    ObligationOut {
        kind: one.kind.name(),
        asked: strength(one.must),
        worker: one.worker.as_ref().map(|id| id.as_str()),
        team: one.team.as_ref().map(|id| id.as_str()),
        supervisor: one.supervisor.as_ref().map(|id| id.as_str()),
        child: one.child.as_ref().map(|id| id.as_str()),
        due: one.due.map(|day| day.to_string()),
        outcome: one.outcome.name(),
        not_counted: match one.outcome {
            Outcome::NotCounted(reason) => Some(reason.name()),
            _ => None,
        },
        done: one.done.map(|done| PlaceOut {
            date: done.value.to_string(),
            path: report.path(done.span),
        }),
        days_late: one.days_late,
        counted_from: one.counted_from.map(|from| PlaceOut {
            date: from.day.to_string(),
            path: report.path(from.span),
        }),
        rule: Some(one.rule.as_str()).filter(|rule| !rule.is_empty()),
        because: one.because.iter().map(citation).collect(),
        asked_by: &one.asked,
        note: one.note.as_ref().map(ToString::to_string),
    }
}

fn strength(must: bool) -> &'static str {
    if must { "must" } else { "should" }
}
