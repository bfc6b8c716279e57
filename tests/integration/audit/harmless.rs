//! Harmless acts: none of them is an error, and none a warning that accuses anybody.
#![expect(
    clippy::print_stdout,
    reason = "the table is for whoever runs the test with --nocapture"
)]

use std::path::PathBuf;

use super::room::{A, AGREEMENT, C, Room, Sign, agreement, person, session};

struct Act {
    name: &'static str,
    /// Gives the folder to audit, where it is another.
    act: fn(&Room) -> Option<PathBuf>,
}

const ACTS: &[Act] = &[
    Act {
        name: "gc",
        act: |room| {
            room.git(&["gc", "-q", "--prune=now"]);
            None
        },
    },
    Act {
        name: "repack",
        act: |room| {
            room.git(&["repack", "-qadf"]);
            None
        },
    },
    Act {
        name: "packed refs",
        act: |room| {
            room.git(&["pack-refs", "--all"]);
            None
        },
    },
    Act {
        name: "a clone",
        act: |room| {
            room.git(&["clone", "-q", "--no-local", ".", "../clone"]);
            Some(room.outside().join("clone"))
        },
    },
    Act {
        name: "a bare clone",
        act: |room| {
            room.git(&["clone", "-q", "--no-local", "--bare", ".", "../bare"]);
            Some(room.outside().join("bare"))
        },
    },
    Act {
        name: "a work tree beside",
        act: |room| {
            room.git(&["worktree", "add", "-q", "../beside", "-b", "beside"]);
            Some(room.outside().join("beside"))
        },
    },
    Act {
        name: "a detached head",
        act: |room| {
            room.git(&["checkout", "-q", "--detach"]);
            None
        },
    },
    Act {
        name: "a branch renamed",
        act: |room| {
            room.git(&["branch", "-m", "main", "trunk"]);
            None
        },
    },
    Act {
        name: "a tag",
        act: |room| {
            room.git(&["tag", "-a", "-m", "X", "v2"]);
            None
        },
    },
    Act {
        name: "a checkout with other line breaks",
        act: |room| {
            room.git(&["config", "core.autocrlf", "true"]);
            room.git(&["rm", "-rq", "--cached", "."]);
            room.git(&["reset", "-q", "--hard"]);
            None
        },
    },
    Act {
        name: "records and statements committed with other line breaks",
        act: |room| {
            for path in [
                format!("{A}.md"),
                format!("{}.st", Room::beside(A, "supervisor")),
                format!("{C}.md"),
            ] {
                let text = room.read(&path).replace('\n', "\r\n");
                room.write(&path, &text);
            }
            room.commit("jo", "2026-04-02");
            None
        },
    },
    Act {
        name: "a merge",
        act: |room| {
            room.git(&["checkout", "-q", "-b", "side"]);
            room.signed(&Sign::new(C, "supervisee", "jo", "2026-03-20").key("jo"));
            room.git(&["checkout", "-q", "main"]);
            room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-20").key("sam"));
            room.git_as("sam", "2026-03-21", &["merge", "-q", "-m", "Merge", "side"]);
            None
        },
    },
    Act {
        name: "a merge in which somebody had to choose",
        act: |room| {
            room.git(&["checkout", "-q", "-b", "side"]);
            room.edit(&format!("{C}.md"), "third", "3rd");
            room.commit("jo", "2026-03-20");
            room.git(&["checkout", "-q", "main"]);
            room.edit(&format!("{C}.md"), "third", "latest");
            room.commit("sam", "2026-03-20");
            room.try_git(&["merge", "-q", "side"]);
            room.write(
                &format!("{C}.md"),
                &session("2026-03-17", "The latest 3rd session."),
            );
            room.commit("sam", "2026-03-21");
            None
        },
    },
    Act {
        name: "a sign-off in a clone of one's own, merged later",
        act: |room| {
            room.git(&["checkout", "-q", "-b", "clone"]);
            room.write(
                "workers/jo/3-supervision/2026-03-20.md",
                &session("2026-03-20", "Beside."),
            );
            room.commit("jo", "2026-03-20");
            let seen = room.id("HEAD");
            room.git(&["checkout", "-q", "main"]);
            room.signed(&Sign {
                commit: Some(seen),
                ..Sign::new(C, "supervisee", "jo", "2026-03-20").key("jo")
            });
            room.git_as(
                "sam",
                "2026-03-21",
                &["merge", "-q", "-m", "Merge", "clone"],
            );
            None
        },
    },
    Act {
        name: "a key changed for another, with periods",
        act: |room| {
            room.write(
                "people/jo.yaml",
                &person(
                    "jo",
                    "social-worker",
                    &[
                        ("jo", "2020-01-01", Some("2026-03-18")),
                        ("jo-new", "2026-03-19", None),
                    ],
                ),
            );
            room.commit("jo", "2026-03-19");
            room.signed(&Sign::new(C, "supervisee", "jo", "2026-03-20").key("jo-new"));
            None
        },
    },
    Act {
        name: "cover signs",
        act: |room| {
            room.signed(&Sign::new(C, "cover", "helen", "2026-03-20"));
            None
        },
    },
    Act {
        name: "one side was not available",
        act: |room| {
            room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-20").key("sam"));
            room.signed(&Sign {
                meaning: "not-available",
                comment: Some("On leave."),
                ..Sign::new(C, "supervisee", "sam", "2026-03-20").key("sam")
            });
            None
        },
    },
    Act {
        name: "an addendum, signed",
        act: |room| {
            let path = format!("{A}-addendum-1");
            room.write(&format!("{path}.md"), "---\nkind: addendum\nformat: 1\namends: jo/3-supervision/2026-02-10\ndate: 2026-03-20\nby: sam\nreason: X\n---\n\n## Addendum\n\nWords.\n");
            room.commit("sam", "2026-03-20");
            room.signed(&Sign::new(&path, "supervisor", "sam", "2026-03-21").key("sam"));
            None
        },
    },
    Act {
        name: "a new revision of an agreement, signed anew",
        act: |room| {
            room.write(&format!("{AGREEMENT}.md"), &agreement(2, "Every week."));
            room.commit("sam", "2026-03-20");
            room.signed(&Sign {
                revision: 2,
                ..Sign::new(AGREEMENT, "supervisor", "sam", "2026-03-20").key("sam")
            });
            room.signed(&Sign {
                revision: 2,
                ..Sign::new(AGREEMENT, "supervisee", "jo", "2026-03-21").key("jo")
            });
            None
        },
    },
    Act {
        name: "an unsigned record is corrected",
        act: |room| {
            room.edit(&format!("{C}.md"), "third", "3rd");
            room.commit("sam", "2026-03-20");
            None
        },
    },
    Act {
        name: "the store moved into a folder of the repository",
        act: |room| {
            std::fs::create_dir(room.dir.join("records")).expect("made");
            room.git(&["mv", "supervision.yaml", "people", "workers", "records"]);
            room.commit("sam", "2026-04-02");
            Some(room.dir.join("records"))
        },
    },
    Act {
        name: "a worker's folder renamed, byte for byte",
        act: |room| {
            room.git(&["mv", "workers/jo", "workers/jo-field"]);
            room.commit("sam", "2026-04-02");
            None
        },
    },
    Act {
        name: "a file handed over to another store",
        act: |room| {
            room.git(&[
                "rm",
                "-rq",
                "workers/jo/2-agreement-and-history",
                "workers/jo/3-supervision",
            ]);
            room.write("workers/jo/8-miscellaneous/2026-04-02-handover.yaml", "kind: handover\nformat: 1\nworker: jo\ndate: 2026-04-02\ndirection: sent\nother-store: u-store\nby: sam\nreason: moved team\n");
            room.commit("sam", "2026-04-02");
            None
        },
    },
    Act {
        name: "a file received from another store",
        act: |room| {
            room.write("workers/ann/worker.yaml", "kind: worker\nformat: 1\nid: ann\nemployment:\n  - {from: 2026-04-01, role: social-worker, team: one, basis: permanent, hours: 37}\nline-managers:\n  - {from: 2026-04-01, person: sam}\n");
            room.write("people/ann.yaml", &person("ann", "social-worker", &[]));
            room.write("workers/ann/8-miscellaneous/2026-04-01-handover.yaml", "kind: handover\nformat: 1\nworker: ann\ndate: 2026-04-01\ndirection: received\nother-store: u-store\nby: sam\nreason: moved team\n");
            let path = "workers/ann/3-supervision/2025-02-10";
            room.write(
                &format!("{path}.md"),
                &session("2025-02-10", "There.")
                    .replace("jo", "ann")
                    .replace("recorded: 2025-02-10\n", ""),
            );
            room.sign(&Sign {
                store: "u-store",
                commit: Some("2".repeat(40)),
                ..Sign::new(path, "supervisor", "sam", "2025-02-11")
            });
            room.commit("sam", "2026-04-02");
            None
        },
    },
    Act {
        name: "a file beside the records",
        act: |room| {
            room.write("README.md", "About this folder.\n");
            room.commit("sam", "2026-04-02");
            None
        },
    },
];

#[test]
fn nothing_harmless_is_an_alarm() {
    let base = Room::new();
    let mut failed = Vec::new();
    for act in ACTS {
        let room = base.copy();
        let dir = (act.act)(&room).unwrap_or_else(|| room.dir.clone());
        let pin = room.pin().to_string_lossy().into_owned();
        // A clone of one branch has the tags and the history; the pin is held against all of it.
        let output = room.audit_in(&dir, &["--pin", &pin]);
        let is_calm = output.status == 0
            && output
                .stdout
                .lines()
                .all(|line| !line.starts_with("error") && !line.starts_with("warning"));
        println!(
            "{:<60} {}",
            act.name,
            if is_calm { "no alarm" } else { "FALSE ALARM" }
        );
        if !is_calm {
            failed.push(format!(
                "{}: {}\n{}{}",
                act.name, output.status, output.stdout, output.stderr
            ));
        }
    }
    println!("{} harmless acts", ACTS.len());
    assert!(ACTS.len() >= 12);
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn the_example_has_an_honest_history() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("demo").to_string_lossy().into_owned();
    let made = crate::support::run::Supervision::new(["demo", &dir]).run();
    assert_eq!(made.status, 0, "{}", made.stderr);
    let store = format!("{dir}/records");
    let audit = crate::support::run::Supervision::new(["audit", "--store", &store]).run();
    assert_eq!(audit.status, 0, "{}{}", audit.stdout, audit.stderr);
    assert!(
        audit.stdout.ends_with("nothing signed was altered\n"),
        "{}",
        audit.stdout
    );
    assert!(audit.stdout.contains("24 sign-offs"), "{}", audit.stdout);
}
