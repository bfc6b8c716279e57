//! The machine's form of the trend, version 1: `schemas/output/self-audit.schema.json`. Stable: fields are only ever added.

use serde::Serialize;

use super::Trend;
use crate::report::json_v1::to_text;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    as_of: String,
    worker: &'a str,
    #[serde(rename = "as")]
    part: &'a str,
    audits: Vec<AuditOut<'a>>,
    points: Vec<PointOut<'a>>,
    barriers: Vec<BarrierOut<'a>>,
    shown_by_records: Vec<ShownOut>,
}

#[derive(Serialize)]
struct AuditOut<'a> {
    date: String,
    record: &'a str,
}

#[derive(Serialize)]
struct PointOut<'a> {
    point: &'a str,
    question: Option<&'a str>,
    ratings: &'a [Option<u8>],
}

#[derive(Serialize)]
struct BarrierOut<'a> {
    barrier: &'a str,
    question: Option<&'a str>,
    named: &'a [bool],
}

#[derive(Serialize)]
struct ShownOut {
    what: &'static str,
    sessions: usize,
    of: usize,
}

/// The whole report.
pub fn report(trend: &Trend<'_>) -> String {
    to_text(&Report {
        version: 1,
        as_of: trend.today.to_string(),
        worker: trend.id.as_str(),
        part: trend.part_name(),
        audits: trend
            .audits
            .iter()
            .map(|(day, record)| AuditOut {
                date: day.to_string(),
                record: record.as_str(),
            })
            .collect(),
        points: trend
            .points
            .iter()
            .map(|point| PointOut {
                point: &point.point,
                question: point.question.as_deref(),
                ratings: &point.ratings,
            })
            .collect(),
        barriers: trend
            .barriers
            .iter()
            .map(|barrier| BarrierOut {
                barrier: &barrier.barrier,
                question: barrier.question.as_deref(),
                named: &barrier.named,
            })
            .collect(),
        shown_by_records: trend
            .shown
            .iter()
            .map(|shown| ShownOut {
                what: shown.what.spoken(),
                sessions: shown.some,
                of: shown.of,
            })
            .collect(),
    })
}
