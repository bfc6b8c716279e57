//! The shell script of the audit, with git, sha256sum and ssh-keygen alone: it says what the program says.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::room::{A, AGREEMENT, B, C, Room, Sign, agreement, session};
use crate::signatures::SshKeygen;
use crate::support::run::Supervision;

/// What the script says of a repository, a line each, and its exit status.
fn script(dir: &Path, folder: &str) -> (i32, Vec<String>) {
    let printed = Supervision::new(["audit", "--script"]).run();
    assert_eq!(printed.status, 0, "{}", printed.stderr);
    let home = tempfile::tempdir().expect("a folder");
    let path = home.path().join("audit.sh");
    fs::write(&path, printed.stdout).expect("written");
    let mut command = Command::new("sh");
    command.env_clear().arg(&path).arg(folder).current_dir(dir);
    for name in ["PATH", "SYSTEMROOT"] {
        command.envs(std::env::var_os(name).map(|value| (name, value)));
    }
    let output = command
        .env("HOME", home.path())
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .output()
        .expect("sh runs");
    let said = String::from_utf8_lossy(&output.stdout);
    let status = output.status.code().expect("it ends by itself");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{said}");
    (status, said.lines().map(str::to_owned).collect())
}

type Act = fn(&Room);

/// What is done, and what both have to name; nothing where it is harmless.
const ACTS: &[(&str, Option<&str>, Act)] = &[
    ("nothing", None, |_| {}),
    (
        "a signed record is changed",
        Some("signed-record-changed"),
        |room| {
            room.tamper(&format!("{A}.md"), "first", "1st");
        },
    ),
    (
        "a change and its revert",
        Some("signed-record-changed"),
        |room| {
            room.tamper(&format!("{B}.md"), "second", "2nd");
            room.tamper(&format!("{B}.md"), "2nd", "second");
        },
    ),
    (
        "a signed record is removed",
        Some("signed-record-removed"),
        |room| {
            room.remove(&format!("{A}.md"));
            room.commit("sam", "2026-04-02");
        },
    ),
    ("a statement is changed", Some("sign-off-changed"), |room| {
        let path = format!("{}.st", Room::beside(A, "supervisee"));
        room.tamper(&path, "disagree", "agree");
    }),
    (
        "a statement is removed and put back",
        Some("sign-off-removed"),
        |room| {
            let path = format!("{}.st", Room::beside(B, "supervisee"));
            let text = room.read(&path);
            room.remove(&path);
            room.commit("sam", "2026-04-02");
            room.write(&path, &text);
            room.commit("sam", "2026-04-03");
        },
    ),
    (
        "a statement over another text",
        Some("sign-off-never-held"),
        |room| {
            let text = Some(session("2026-03-17", "Other words."));
            room.signed(&Sign {
                text,
                ..Sign::new(C, "supervisor", "sam", "2026-03-19")
            });
        },
    ),
    (
        "a statement without its record",
        Some("sign-off-astray"),
        |room| {
            let text = Some("X".to_owned());
            let record = "workers/jo/3-supervision/2026-03-19";
            room.signed(&Sign {
                text,
                ..Sign::new(record, "supervisor", "sam", "2026-03-19")
            });
        },
    ),
    ("a comment is changed", Some("sign-off-changed"), |room| {
        let path = format!("{}.comment.md", Room::beside(A, "supervisee"));
        room.tamper(&path, "Not so", "All so");
    }),
    ("a new revision of an agreement", None, |room| {
        room.write(&format!("{AGREEMENT}.md"), &agreement(2, "Every week."));
        room.commit("sam", "2026-03-20");
        room.signed(&Sign {
            revision: 2,
            ..Sign::new(AGREEMENT, "supervisor", "sam", "2026-03-20").key("sam")
        });
    }),
    (
        "an agreement changed and not raised",
        Some("signed-record-changed"),
        |room| {
            room.tamper(&format!("{AGREEMENT}.md"), "Every month", "Every year");
        },
    ),
    (
        "a record shown as another",
        Some("signed-record-changed"),
        |room| {
            room.tamper(&format!("{A}.md"), "first", "1st");
            let (one, other) = (room.id("HEAD"), room.id("HEAD~1"));
            room.git(&["replace", &one, &other]);
        },
    ),
];

/// The same for signatures, where there is an ssh-keygen.
const WITH_KEYS: &[(&str, Option<&str>, Act)] = &[
    (
        "a signature over another statement",
        Some("signature-unproven"),
        |room| {
            room.sign(&Sign::new(C, "supervisor", "sam", "2026-03-19"));
            let other = room.read(&format!("{}.sig", Room::beside(A, "supervisor")));
            room.write(&format!("{}.sig", Room::beside(C, "supervisor")), &other);
            room.commit("sam", "2026-03-19");
        },
    ),
    ("one more good signature", None, |room| {
        room.signed(&Sign::new(C, "supervisor", "sam", "2026-03-19").key("sam"));
    }),
];

#[test]
fn the_script_and_the_program_agree() {
    let base = Room::new();
    let has_keys = SshKeygen::find().is_some();
    let with_keys = WITH_KEYS.iter().filter(|_| has_keys);
    for (name, finds, act) in ACTS.iter().chain(with_keys) {
        let room = base.copy();
        act(&room);
        let (status, faults, said) = room.found(&room.dir, &[]);
        let (by_shell, mut lines) = script(&room.dir, "");
        if !has_keys {
            lines.retain(|line| !line.starts_with("signature-unproven"));
        }
        let both = |code: &str| {
            faults.iter().any(|(name, _)| name == code)
                && lines
                    .iter()
                    .any(|line| line.starts_with(&format!("{code} ")))
        };
        match finds {
            None => {
                assert_eq!((status, faults.len()), (0, 0), "{name}: {said}");
                assert!(lines.is_empty(), "{name}: {lines:?}");
            }
            Some(code) => {
                assert!(
                    both(code),
                    "{name}: the program {faults:?}, the script {lines:?}"
                );
                assert_eq!((status, by_shell), (1, 1), "{name}");
            }
        }
    }
}

#[test]
fn the_script_agrees_on_the_example() {
    let folder = tempfile::tempdir().expect("a folder");
    let dir = folder.path().join("demo");
    let named = dir.to_string_lossy().into_owned();
    let made = Supervision::new(["demo", &named]).run();
    assert_eq!(made.status, 0, "{}", made.stderr);
    let (status, mut lines) = script(&dir.join("records"), "");
    if SshKeygen::find().is_none() {
        lines.retain(|line| !line.starts_with("signature-unproven"));
    } else {
        assert_eq!(status, 0);
    }
    assert_eq!(lines, Vec::<String>::new());
}
