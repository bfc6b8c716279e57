//! The draw of records to audit against `tests/oracle/audit_draw.py`: twelve seeds on three days, and auditors whose own people
//! are left out.

use serde_json::{Value, json};

use super::python::Python;
use crate::support::example;
use crate::support::run::Supervision;

/// Four records in each quarter by team managers and service managers, and none again within half a year.
const RULE: &str = "\naudit-sampling:\n  - id: four-a-quarter\n    clauses: [R6b]\n    auditors: [team-manager, service-manager]\n    each: 4\n    in-each: quarter\n    not-again-within: {months: 6}\n";

/// The records under each auditor's heading, in the order printed.
fn printed(page: &str) -> Vec<(String, Vec<String>)> {
    let mut found: Vec<(String, Vec<String>)> = Vec::new();
    for line in page.lines() {
        let first = line.split(' ').next().unwrap_or_default();
        match line.split_once(": ") {
            Some((_, rest)) if rest.contains(" to look at. ") => {
                found.push((first.to_owned(), Vec::new()));
            }
            _ => {
                let mut words = line.split_whitespace().skip(1);
                let record = words.next().filter(|word| word.contains("supervision/"));
                if let (Some(record), Some((_, list))) = (record, found.last_mut()) {
                    list.push(record.to_owned());
                }
            }
        }
    }
    found
}

#[test]
fn r6b_the_draw_is_what_anybody_draws_who_repeats_it() {
    let Some(mut python) = Python::start("audit_draw.py") else {
        return;
    };
    let store = example::copy();
    let pack = store.path().join("policies/northmoor.yaml");
    let text = std::fs::read_to_string(&pack).expect("the pack");
    std::fs::write(&pack, text + RULE).expect("written");
    // Half a year before each day; the quarter began later, so this alone decides what was audited too short a while ago.
    let days = [
        ("2026-11-02", "2025-11-03", "2026-05-03"),
        ("2026-06-30", "2025-07-01", "2025-12-31"),
        ("2026-02-28", "2025-03-01", "2025-08-29"),
    ];
    let mut drawn = 0;
    for (day, from, since) in days {
        for seed in 0..12 {
            let seed = format!("seed {seed}");
            let path = store.path().to_str().expect("a path");
            let output = Supervision::new([
                "quality-audit",
                "draw",
                "--store",
                path,
                "--on",
                day,
                "--seed",
                &seed,
            ])
            .run();
            assert_eq!(output.status, 0, "{}", output.stderr);
            let shares = printed(&output.stdout);
            assert!(shares.len() >= 2, "{}", output.stdout);
            // How many are open is the rule's business, and tested with it; here it is as printed.
            let many = |who: &str| -> usize {
                let line = output.stdout.lines().find(|line| line.starts_with(who));
                let rest = line
                    .and_then(|line| line.split_once(": "))
                    .expect("a heading")
                    .1;
                rest.split(' ')
                    .next()
                    .expect("a number")
                    .parse()
                    .expect("a number")
            };
            let auditors: Vec<Value> = shares
                .iter()
                .map(|(who, _)| json!([who, many(who)]))
                .collect();
            let question = json!({
                "store": path, "day": day, "from": from, "seed": seed,
                "audited-since": since, "auditors": auditors,
            });
            let answer: Value =
                serde_json::from_str(&python.ask(&question.to_string())).expect("JSON");
            let own: Vec<&Vec<String>> = shares.iter().map(|(_, records)| records).collect();
            assert_eq!(json!(own), answer, "{day} {seed}\n{}", output.stdout);
            drawn += own.iter().map(|records| records.len()).sum::<usize>();
        }
    }
    python.end();
    assert!(drawn > 150, "{drawn}");
}
