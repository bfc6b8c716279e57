//! Invented policies, each from one page of prose, written as packs from the page that teaches the language alone, with dates
//! worked out by hand. `SPEC=name` picks those whose name contains it.

use supervision::policy::parse_pack;
use supervision::source::{SourceFile, Sources};

use crate::support::dates::invented;

fn fail_with(faults: &[String]) {
    assert!(faults.is_empty(), "\n\n{}\n", faults.join("\n"));
}

#[test]
fn every_invented_pack_reads_without_a_finding() {
    let mut faults = Vec::new();
    for policy in invented() {
        for (path, text) in &policy.packs {
            let mut sources = Sources::default();
            let source = sources.add(SourceFile::new(path, text.as_str()));
            let (_, found) = parse_pack(source, sources.file(source));
            faults.extend(found.iter().map(|finding| {
                let line = sources
                    .file(source)
                    .position(finding.primary.span.range().start)
                    .line;
                format!("{path}:{line}: {}: {}", finding.code, finding.message)
            }));
        }
    }
    fail_with(&faults);
}

#[test]
fn every_date_that_was_worked_out_by_hand_is_the_programs() {
    let chosen = std::env::var("SPEC").unwrap_or_default();
    let mut faults = Vec::new();
    for policy in invented() {
        if !policy.name.contains(&chosen) {
            continue;
        }
        let (wrong, lines) = policy.judge();
        faults.extend(wrong);
        if lines < 10 {
            faults.push(format!("{}: its page says {lines} dates only", policy.name));
        }
    }
    fail_with(&faults);
}
