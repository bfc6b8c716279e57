//! `quality-audit`: the draw by the policy's rule, and the auditor's form.

use std::path::Path;

use crate::support::example;
use crate::support::run::{Output, Supervision};

fn quality_audit(store: &Path, args: &[&str]) -> Output {
    let store = store.to_str().expect("a path");
    Supervision::new(
        ["quality-audit", args[0], "--store", store]
            .iter()
            .chain(&args[1..])
            .copied(),
    )
    .run()
}

#[test]
fn r6b_a_drawn_audit_is_prepared_once_and_counts() {
    let store = example::copy();
    let rule = "\naudit-sampling:\n  - id: two-a-month\n    clauses: [R6b]\n    auditors: [service-manager]\n    each: 2\n    in-each: month\n";
    let pack = store.path().join("policies/northmoor.yaml");
    let text = std::fs::read_to_string(&pack).expect("the pack");
    std::fs::write(&pack, text + rule).expect("written");

    let shown = quality_audit(store.path(), &["draw"]);
    assert_eq!(shown.status, 0, "{}", shown.stderr);
    assert!(
        shown
            .stdout
            .contains("Seed: northmoor-example 2026-11-02\n")
    );
    assert!(
        shown.stdout.replace('\n', " ").contains("helen-marsh (service-manager): 2 to look at. Northmoor asks for 2 in each calendar month, and 0 of them are audited since 2026-11-01 (two-a-month; Rotherham R6b (section 6))"),
        "{}", shown.stdout
    );
    assert!(
        shown
            .stderr
            .contains("nothing is written without `--write`")
    );
    let folder = |worker: &str| {
        store
            .path()
            .join(format!("workers/{worker}/8-miscellaneous"))
    };
    assert!(
        !folder("dana-wells")
            .join("2026-11-02-quality-audit.yaml")
            .exists()
    );

    let written = quality_audit(store.path(), &["draw", "--write"]);
    assert_eq!(written.stdout, shown.stdout);
    // The two lowest numbers of 234 are from the files of Dana Wells and Tom Brennan.
    let text = std::fs::read_to_string(folder("dana-wells").join("2026-11-02-quality-audit.yaml"));
    let text = text.expect("prepared");
    assert!(
        text.contains("by: helen-marsh\nof:\n  - c-0933/supervision/2025-12-30-dana-wells\n"),
        "{text}"
    );
    assert!(
        folder("tom-brennan")
            .join("2026-11-02-quality-audit.yaml")
            .exists()
    );

    let again = quality_audit(store.path(), &["draw", "--write"]);
    assert!(
        again
            .stdout
            .contains("helen-marsh (service-manager): 0 to look at"),
        "{}",
        again.stdout
    );
    assert!(again.stderr.contains("there is nothing to prepare"));
}

#[test]
fn r6b_nobody_draws_from_the_file_of_somebody_whom_they_supervise() {
    let output = quality_audit(
        Path::new("records-example"),
        &["draw", "--by", "sam-okoro", "--each", "400"],
    );
    assert_eq!(output.status, 0, "{}", output.stderr);
    // Sam Okoro supervises four of the six workers whose files there are: Lewis Grant's and his own are left, and his is his own.
    for name in [
        "tom-brennan",
        "jo-field",
        "amira-shah",
        "dana-wells",
        "sam-okoro",
    ] {
        assert!(
            !output.stdout.contains(&format!("the file of {name}")),
            "{name}: {}",
            output.stdout
        );
    }
    assert!(
        output.stdout.contains("the file of lewis-grant"),
        "{}",
        output.stdout
    );
}

#[test]
fn without_a_rule_the_draw_says_what_to_do() {
    let output = quality_audit(Path::new("records-example"), &["draw"]);
    assert_eq!(output.status, 2);
    assert!(
        output
            .stderr
            .contains("no policy in force on 2026-11-02 says who audits how many records")
            && output.stderr.contains("audit-sampling"),
        "{}",
        output.stderr
    );
    let output = quality_audit(
        Path::new("records-example"),
        &["draw", "--by", "hellen-marsh"],
    );
    assert!(output.stderr.contains("helen-marsh"), "{}", output.stderr);
}

fn form(args: &[&str]) -> String {
    let mut all = vec!["form"];
    all.extend(args);
    let output = quality_audit(Path::new("records-example"), &all);
    assert_eq!(output.status, 0, "{}", output.stderr);
    output.stdout
}

/// The figures were counted from the records by a script of its own (PyYAML), not by this program.
#[test]
fn r6b_the_form_is_filled_in_from_the_records() {
    let form = form(&["tom-brennan"]);
    for line in [
        "- **Time looked at:** 3 November 2025 to 2 November 2026",
        "- Sessions not held as planned: 1 moved by the supervisor.",
        "| 2026-06-16 | moved | the supervisor | 2026-06-17 | tom-brennan/3-supervision/2026-06-16 |",
        "- Sessions held: 9. Interrupted: 1, of which avoidably: 1.",
        "- Sessions held whose record was shared with the worker: 9 of 9.",
        "- Sessions held whose record both have signed: 1 of 9.",
        "- Sessions with a case discussed reflectively, in depth: 8 of 9.",
        "- Full discussions with a record for the child's file: 24 of 24.",
        "- Sessions with topics from both on the agenda: 9 of 9.",
        "- Actions agreed whose day has come, done in time: 33 of 41; 3 late, 5 dropped, 0 overdue. 6 more are open and not yet due.",
        "- Actions carried on to a later day at least once: 6 of 47.",
        "| c-0903-2025-11-10-1 | tom-brennan | 2025-12-05 | done late, carried once | tom-brennan/3-supervision/2026-01-05 |",
        "**For the auditor to judge: Actions closed in time**",
    ] {
        assert!(form.lines().any(|found| found == line), "{line}\n{form}");
    }
}

#[test]
fn r6b_the_form_is_a_word_file_too_that_is_named() {
    let store = Path::new("records-example");
    let refused = quality_audit(store, &["form", "tom-brennan", "--format", "docx"]);
    assert_eq!(refused.status, 2);
    assert!(
        refused
            .stderr
            .contains("a Word file is nothing for the screen")
            && refused.stderr.contains("-o audit.docx"),
        "{}",
        refused.stderr
    );
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("audit.docx");
    let name = file.to_string_lossy();
    let given = quality_audit(
        store,
        &["form", "tom-brennan", "--format", "docx", "-o", &name],
    );
    assert_eq!(given.status, 0, "{}", given.stderr);
    let file = std::fs::File::open(&file).expect("a file");
    let mut package = zip::ZipArchive::new(file).expect("a package");
    let mut text = String::new();
    let mut part = package.by_name("word/document.xml").expect("a document");
    std::io::Read::read_to_string(&mut part, &mut text).expect("text");
    for words in [
        "Supervision audit: Tom Brennan",
        "Sessions held: 9. Interrupted: 1, of which avoidably: 1.",
        "For the auditor to judge: Actions closed in time",
    ] {
        assert!(text.contains(words), "{words}");
    }
}

#[test]
fn r6b_the_form_counts_as_the_report_of_timeliness_does() {
    let args = [
        "report",
        "timeliness",
        "--from",
        "2025-11-03",
        "--to",
        "2026-11-02",
        "--worker",
        "amira-shah",
        "--store",
        "records-example",
        "--format",
        "json",
    ];
    let report = Supervision::new(args).run();
    let report: serde_json::Value = serde_json::from_str(&report.stdout).expect("JSON");
    let form = form(&["amira-shah"]);
    for (kind, words) in [
        ("worker-session", "Supervision sessions"),
        ("case-discussion", "Full discussions of cases"),
    ] {
        let figures = report["total"].as_array().expect("figures").iter();
        let figures = figures.filter(|one| one["kind"] == kind && one["asked"] == "must");
        let mut seen = 0;
        for figure in figures {
            let said = format!(
                "- {words}: {} of {} in time",
                figure["in_time"], figure["due"]
            );
            assert!(form.contains(&said), "{said}\n{form}");
            seen += 1;
        }
        assert_eq!(seen, 1, "{kind}");
    }
}

#[test]
fn r14c_nobodys_own_words_stand_in_the_form() {
    let store = example::copy();
    let path = "workers/tom-brennan/3-supervision/2026-06-16.md";
    let text = std::fs::read_to_string(store.path().join(path)).expect("the session");
    assert!(text.contains("\n  reason: "), "{text}");
    example::edit(
        store.path(),
        path,
        "  reason: ",
        "  reason: Marked secret of why",
    );
    for format in ["markdown", "html", "text"] {
        let output = quality_audit(store.path(), &["form", "tom-brennan", "--format", format]);
        assert_eq!(output.status, 0, "{}", output.stderr);
        assert!(!output.stdout.contains("secret"), "{}", output.stdout);
        assert!(output.stdout.contains("2026-06-16"), "{}", output.stdout);
    }
}

#[test]
fn r6b_a_new_audit_has_the_evidence_above_each_open_question() {
    let store = example::copy();
    let path = store.path().to_str().expect("a path");
    let output = Supervision::new([
        "new",
        "quality-audit",
        "--worker",
        "tom-brennan",
        "--by",
        "helen-marsh",
        "--of",
        "tom-brennan/3-supervision/2026-08-10",
        "--store",
        path,
    ])
    .run();
    assert_eq!(output.status, 0, "{}", output.stderr);
    let text = std::fs::read_to_string(store.path().join(output.stdout.trim())).expect("written");
    assert!(
        text.contains(
            "  # - Sessions held: 9. Interrupted: 1, of which avoidably: 1.\n  - question: "
        ),
        "{text}"
    );
    let (questions, open) = (
        text.matches("- question: ").count(),
        text.matches("judgement: # TODO").count(),
    );
    assert_eq!((questions, open), (11, 11), "{text}");
    let filled = text.replace("judgement: # TODO", "judgement: met").replace(
        "  - # TODO what stood out, good as well as wanting",
        "  - Fine",
    );
    std::fs::write(store.path().join(output.stdout.trim()), filled).expect("written");
    let check = Supervision::new(["check", path]).run();
    assert_eq!(check.status, 0, "{}", check.stdout);
}
