//! `supervision sign` from outside: what it writes, what it refuses, and that the digest is what `sha256sum` says.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::example;
use crate::support::run::{Output, Supervision};

const RECORD: &str = "amira-shah/3-supervision/2026-06-23";
const FILE: &str = "workers/amira-shah/3-supervision/2026-06-23.md";
const STATEMENT: &str = "workers/amira-shah/3-supervision/signoffs/2026-06-23/1-supervisee.st";

fn sign(store: &Path, args: &[&str]) -> Output {
    let store = store.to_string_lossy().into_owned();
    let common = [
        "sign".to_owned(),
        "--store".to_owned(),
        store,
        "--as-of".to_owned(),
        "2026-11-02".to_owned(),
    ];
    Supervision::new(
        common
            .into_iter()
            .chain(args.iter().map(|arg| (*arg).to_owned())),
    )
    .run()
}

#[test]
fn r4_1b_a_statement_binds_to_every_word_by_a_digest_that_anybody_can_repeat() {
    let store = example::copy();
    let before = fs::read(store.path().join(FILE)).expect("the record");
    let output = sign(
        store.path(),
        &[RECORD, "--as", "supervisee", "--by", "amira-shah"],
    );
    assert_eq!(
        (output.status, output.stdout.trim()),
        (0, STATEMENT),
        "{}",
        output.stderr
    );
    assert_eq!(
        before,
        fs::read(store.path().join(FILE)).expect("the record"),
        "the record is not touched"
    );
    let statement = fs::read_to_string(store.path().join(STATEMENT)).expect("a statement");
    for line in [
        "store: northmoor-example",
        "role: supervisee",
        "signer: amira-shah",
        "meaning: agree",
        "signed: 2026-11-02",
    ] {
        assert!(
            statement.lines().any(|found| found == line),
            "{line} in\n{statement}"
        );
    }
    let bytes = [
        format!("supervision-record 1\nnorthmoor-example\n{RECORD}\n").into_bytes(),
        before,
    ]
    .concat();
    let folder = tempfile::tempdir().expect("a folder");
    let input = folder.path().join("signed");
    fs::write(&input, bytes).expect("written");
    // Linux has the one, macOS the other.
    let tools: [(&str, &[&str]); 2] = [("sha256sum", &[]), ("shasum", &["-a", "256"])];
    let sums = tools
        .iter()
        .filter_map(|(tool, args)| Command::new(tool).args(*args).arg(&input).output().ok());
    let sum = sums
        .map(|output| String::from_utf8(output.stdout).expect("text"))
        .next();
    let sum = sum.expect("a program that reckons SHA-256: sha256sum or shasum");
    assert!(
        statement.contains(&format!("digest: sha256:{}", &sum[..64])),
        "{sum}\n{statement}"
    );
    let check = Supervision::new(["check", &store.path().to_string_lossy()]).run();
    assert_eq!(check.status, 0, "{}", check.stdout);
}

#[test]
fn r4_1b_nobody_signs_for_somebody_else_or_twice() {
    let store = example::copy();
    let wrong = sign(
        store.path(),
        &[RECORD, "--as", "supervisor", "--by", "amira-shah"],
    );
    assert_eq!(wrong.status, 2);
    assert!(
        wrong.stderr.contains("nobody signs for somebody else"),
        "{}",
        wrong.stderr
    );
    assert_eq!(
        sign(
            store.path(),
            &[RECORD, "--as", "supervisor", "--by", "sam-okoro"]
        )
        .status,
        0
    );
    let twice = sign(
        store.path(),
        &[
            RECORD,
            "--as",
            "supervisor",
            "--by",
            "sam-okoro",
            "--meaning",
            "disagree",
        ],
    );
    assert_eq!(twice.status, 2);
    assert!(twice.stderr.contains("already"), "{}", twice.stderr);
    let unknown = sign(
        store.path(),
        &[RECORD, "--as", "supervisor", "--by", "sam-okoru"],
    );
    assert!(
        unknown.stderr.contains("did you mean `sam-okoro`?"),
        "{}",
        unknown.stderr
    );
    let nothing = sign(
        store.path(),
        &[
            "amira-shah/3-supervision/2026-06-24",
            "--as",
            "supervisor",
            "--by",
            "sam-okoro",
        ],
    );
    assert_eq!((nothing.status, nothing.stdout.as_str()), (2, ""));
}

#[test]
fn r4_1b_an_agreement_is_signed_by_both_before_check_is_content() {
    let store = example::copy();
    let folder = store
        .path()
        .join("workers/jo-field/2-agreement-and-history/signoffs");
    fs::remove_dir_all(folder).expect("removed");
    let check = || {
        Supervision::new([
            "check",
            "--format",
            "short",
            &store.path().to_string_lossy(),
        ])
        .run()
        .stdout
    };
    assert!(check().contains("agreement-unsigned"), "{}", check());
    let record = "jo-field/2-agreement-and-history/2025-09-01-agreement";
    assert_eq!(
        sign(
            store.path(),
            &[record, "--as", "supervisor", "--by", "sam-okoro"]
        )
        .status,
        0
    );
    assert!(check().contains("agreement-half-signed"), "{}", check());
    assert_eq!(
        sign(
            store.path(),
            &[record, "--as", "supervisee", "--by", "jo-field"]
        )
        .status,
        0
    );
    assert_eq!(check(), "");
}
