//! What follows from ten changes, each held against `check` and `due` run on both sides, and against what a careful person expects.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value as Json;

use crate::support::example;
use crate::support::git::done;
use crate::support::run::Supervision;

/// A change of the example: what it is, the file, what stands there and what instead (nothing for a file that goes), and what a careful
/// person expects to read, each a part of a line.
struct Case {
    what: &'static str,
    path: &'static str,
    edit: Edit,
    expected: &'static [&'static str],
}

enum Edit {
    /// One text in place of another.
    Instead(&'static str, &'static str),
    /// The file goes.
    Gone,
    /// Nothing that is said.
    Nothing,
}

const CASES: [Case; 10] = [
    Case {
        what: "a session is taken away",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Gone,
        expected: &["Dates that come sooner", "jo-field, supervision session: "],
    },
    Case {
        what: "a child's record names another category",
        path: "children/c-1063/supervision/2026-03-11-jo-field.md",
        edit: Edit::Instead("category: child-in-need", "category: child-protection-plan"),
        expected: &["New findings (1)", "category-differs"],
    },
    Case {
        what: "a session was cancelled",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Instead("status: held", "status: cancelled"),
        expected: &["Dates that come sooner", "jo-field, supervision session: "],
    },
    Case {
        what: "a supervisor set a later date",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Instead(
            "    last-visit-seen: 2026-10-12\n    next-discussion: 2026-11-18",
            "    last-visit-seen: 2026-10-12\n    next-discussion: 2026-12-18",
        ),
        expected: &["Dates that come later (1)", "2026-11-18 → 2026-12-16"],
    },
    Case {
        what: "a case was left out of a session",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Instead(
            "  - child: c-1078\n    discussion: full\n    acknowledged-open-by:\n      - supervisor\n      - supervisee\n    stable: true\n    safeguarding-concern: false\n    last-visit-seen: 2026-10-12\n    next-discussion: 2026-11-18\n",
            "",
        ),
        expected: &["Cases no longer accounted for (1)", "c-1078"],
    },
    Case {
        what: "a signed session was changed",
        path: "workers/dana-wells/3-supervision/2026-05-05.md",
        edit: Edit::Instead("minutes: 75", "minutes: 80"),
        expected: &[
            "Sign-offs that fall (1)",
            "signed by dana-wells and sam-okoro on 2026-05-29",
        ],
    },
    Case {
        what: "a sign-off was taken away",
        path: "workers/dana-wells/3-supervision/signoffs/2026-05-05/1-supervisor.st",
        edit: Edit::Gone,
        expected: &["Sign-offs that fall (1)", "a sign-off that was taken away"],
    },
    Case {
        what: "an action is to be done by another day",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Instead(
            "    by-when: 2026-11-18\ncases:",
            "    by-when: 2026-11-25\ncases:",
        ),
        expected: &[
            "Dates that come later (1)",
            "action c-1055-2026-09-23-1: 2026-11-18 → 2026-11-25 (+7 days)",
        ],
    },
    Case {
        what: "a policy is no longer in force",
        path: "supervision.yaml",
        edit: Edit::Instead("  - pack: local-practice\n    from: 2025-09-01\n", ""),
        expected: &["authority"],
    },
    Case {
        what: "nothing that is said",
        path: "workers/jo-field/3-supervision/2026-10-21.md",
        edit: Edit::Nothing,
        expected: &["Nothing: no date moves, no finding comes or goes, no sign-off falls."],
    },
];

/// What `check` finds, each by its name, path and words.
fn found(dir: &Path) -> BTreeSet<(String, String, String)> {
    let output = Supervision::new(["check", "--format", "json"])
        .in_dir(dir)
        .run();
    let json: Json = serde_json::from_str(&output.stdout).expect("JSON");
    let text = |finding: &Json, key: &str| finding[key].as_str().expect("text").to_owned();
    let findings = json["findings"].as_array().expect("findings").iter();
    findings
        .map(|one| (text(one, "code"), text(one, "path"), text(one, "message")))
        .collect()
}

/// What `due` says: each obligation with its day.
fn dates(dir: &Path) -> BTreeSet<String> {
    let output = Supervision::new(["due", "--format", "json"])
        .in_dir(dir)
        .run();
    let json: Json = serde_json::from_str(&output.stdout).expect("JSON");
    let dues = json["dues"].as_array().expect("dues").iter();
    dues.map(|due| {
        // A date that a supervisor set is a full discussion by another name.
        let kind = due["kind"]
            .as_str()
            .expect("a kind")
            .replace("next-discussion", "case-discussion");
        format!(
            "{kind} {} {} {} {}",
            due["worker"], due["child"], due["subject"], due["due"]
        )
    })
    .collect()
}

fn told(json: &Json, key: &str) -> BTreeSet<(String, String, String)> {
    let text = |finding: &Json, key: &str| finding[key].as_str().expect("text").to_owned();
    let findings = json["follows"][key].as_array().expect("findings").iter();
    findings
        .map(|one| (text(one, "code"), text(one, "path"), text(one, "message")))
        .collect()
}

/// The dates of one side of those that are said to have moved.
fn moved(json: &Json, side: &str) -> BTreeSet<String> {
    let dates = json["follows"]["dates"].as_array().expect("dates").iter();
    dates
        .filter(|one| !one[side].is_null())
        .map(|one| {
            let kind = one["kind"]
                .as_str()
                .expect("a kind")
                .replace("next-discussion", "case-discussion");
            format!(
                "{kind} {} {} {} {}",
                one["worker"], one["child"], one["subject"], one[side]["due"]
            )
        })
        .collect()
}

#[test]
fn what_follows_is_what_check_and_due_say_on_both_sides() {
    let store = example::copy();
    let dir = store.path();
    done(dir, &["init", "-q", "-b", "main"]);
    done(dir, &["add", "."]);
    done(dir, &["commit", "-qm", "The records"]);
    let (findings, dues) = (found(dir), dates(dir));
    for case in &CASES {
        let file = dir.join(case.path);
        let text = fs::read_to_string(&file).expect("the file");
        match case.edit {
            Edit::Gone => fs::remove_file(&file).expect("removed"),
            Edit::Instead(from, to) => {
                assert_eq!(text.matches(from).count(), 1, "{}", case.what);
                fs::write(&file, text.replace(from, to)).expect("written");
            }
            Edit::Nothing => {
                fs::write(
                    &file,
                    text.replace("minutes: 90", "minutes: 90 # as planned"),
                )
                .expect("written");
            }
        }
        let output = Supervision::new(["diff", "--format", "json"])
            .in_dir(dir)
            .run();
        let json: Json = serde_json::from_str(&output.stdout).expect("JSON");
        let (later, later_dues) = (found(dir), dates(dir));
        let beyond = |one: &BTreeSet<_>, other: &BTreeSet<_>| {
            one.difference(other)
                .cloned()
                .collect::<BTreeSet<(String, String, String)>>()
        };
        assert_eq!(
            told(&json, "findings_new"),
            beyond(&later, &findings),
            "{}",
            case.what
        );
        assert_eq!(
            told(&json, "findings_gone"),
            beyond(&findings, &later),
            "{}",
            case.what
        );
        let gone: BTreeSet<String> = dues.difference(&later_dues).cloned().collect();
        let new: BTreeSet<String> = later_dues.difference(&dues).cloned().collect();
        assert_eq!(moved(&json, "before"), gone, "{}", case.what);
        assert_eq!(moved(&json, "after"), new, "{}", case.what);
        let human = Supervision::new(["diff"]).in_dir(dir).run().stdout;
        for expected in case.expected {
            assert!(
                human.contains(expected),
                "{}: {expected}\n{human}",
                case.what
            );
        }
        if let Edit::Gone = case.edit {
            done(dir, &["checkout", "-q", "--", "."]);
        }
        fs::write(&file, text).expect("written");
    }
}
