//! Two clocks: what had happened by a day (`--as-of`), and what was committed by its end (`--at`). Every command that reads takes both; one
//! that writes refuses the second.

use crate::support::run::{Output, Supervision};
use crate::support::store::git;

/// Commands that read, and whether the end of March differs from now in what they show.
const READING: &[(&str, bool)] = &[
    ("check", true),
    ("due", true),
    ("actions", true),
    ("report timeliness --from 2026-01-01 --to 2026-06-30", true),
    ("log jo-field", true),
    ("show workers/jo-field/worker.yaml", true),
    ("blame jo-field/3-supervision/2026-03-11", false),
    ("render worker jo-field", true),
    ("render child c-1042", true),
    ("keys", false),
    ("policy check", false),
    ("audit", true),
];

/// Commands that write, or compare two points that they name themselves.
const REFUSING: &[&str] = &[
    "new session --worker jo-field --date 2026-04-08",
    "sign jo-field/3-supervision/2026-10-21 --as supervisor --by sam-okoro",
    "addendum jo-field/3-supervision/2026-03-11 --by sam-okoro",
    "commit",
    "undo",
    "diff",
    "review",
];

#[test]
fn a_day_stands_for_the_last_commit_by_its_end_everywhere() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("demo");
    let made = Supervision::new(["demo".to_owned(), dir.to_string_lossy().into_owned()]).run();
    assert_eq!(made.status, 0, "{}", made.stderr);
    let store = dir.join("records");
    let id = git(
        &store,
        &["log", "-1", "--until=2026-03-31T23:59:59Z", "--format=%H"],
    );
    let run = |command: &str, more: &[&str]| -> Output {
        let args = command.split(' ').chain(more.iter().copied());
        Supervision::new(args).in_dir(&store).run()
    };
    for (command, differs) in READING {
        let day = run(command, &["--at", "2026-03-31"]);
        let commit = run(command, &["--at", id.trim()]);
        let now = run(command, &[]);
        assert_ne!(day.status, 2, "{command}: {}", day.stderr);
        assert_eq!(day.stdout, commit.stdout, "{command}");
        assert_eq!(day.stdout != now.stdout, *differs, "{command}");
        let early = run(command, &["--at", "2020-01-01"]);
        assert!(
            early.stderr.contains("nothing had been committed"),
            "{command}: {}",
            early.stderr
        );
    }
    for command in REFUSING {
        let refused = run(command, &["--at", "2026-03-31"]);
        assert_eq!(
            (refused.status, refused.stdout.as_str()),
            (2, ""),
            "{command}"
        );
    }
}
