//! `supervision sign` with keys, against stock `ssh-keygen`: what it writes, what it refuses before it writes, and what `check` says
//! when a file of a sign-off is touched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::signatures::SshKeygen;
use crate::support::example;
use crate::support::run::{Output, Supervision};

const RECORD: &str = "jo-field/3-supervision/2026-10-21";
const BESIDE: &str = "workers/jo-field/3-supervision/signoffs/2026-10-21";

/// A copy of the example in which two people have keys.
struct Desk {
    store: TempDir,
    ssh_keygen: SshKeygen,
}

impl Desk {
    /// None where there is no ssh-keygen, which is said loudly.
    fn new() -> Option<Self> {
        let desk = Self {
            store: example::copy(),
            ssh_keygen: SshKeygen::find()?,
        };
        for person in ["sam-okoro", "jo-field"] {
            let line = desk.ssh_keygen.make(person, &["-t", "ed25519"]);
            desk.enter(person, &line, "2026-01-05");
        }
        Some(desk)
    }

    fn enter(&self, person: &str, line: &str, from: &str) {
        let path = self.path(&format!("people/{person}.yaml"));
        let text = fs::read_to_string(&path).expect("the person");
        let keys = match text.contains("signing-keys:") {
            true => "",
            false => "signing-keys:\n",
        };
        let text = format!("{text}{keys}  - key: {line}\n    from: {from}\n");
        fs::write(path, text).expect("written");
    }

    fn ask_for_keys(&self) {
        let path = self.path("supervision.yaml");
        let text = fs::read_to_string(&path).expect("the settings");
        let text = text + "sign-off:\n  - {from: 2026-11-02, asks: key}\n";
        fs::write(path, text).expect("written");
    }

    fn path(&self, path: &str) -> PathBuf {
        self.store.path().join(path)
    }

    fn key(&self, person: &str) -> String {
        let path = self.ssh_keygen.folder().join(person);
        path.to_string_lossy().into_owned()
    }

    fn run(&self, args: &[&str], key: Option<&Path>) -> Output {
        let store = self.store.path().to_string_lossy().into_owned();
        let common = ["--store", &store, "--as-of", "2026-11-02"];
        let call = Supervision::new(args.iter().chain(&common).copied());
        call.that_signs(key).run()
    }

    fn sign(&self, args: &[&str]) -> Output {
        let all: Vec<&str> = ["sign", RECORD].iter().chain(args).copied().collect();
        self.run(&all, None)
    }

    fn check(&self) -> String {
        self.run(&["check", "--format", "short"], None).stdout
    }

    #[track_caller]
    fn refuses(&self, args: &[&str], words: &str) {
        let before = example::contents(self.store.path());
        let refused = self.sign(args);
        assert_eq!(
            (refused.status, refused.stdout.as_str()),
            (2, ""),
            "{}",
            refused.stderr
        );
        assert!(refused.stderr.contains(words), "{}", refused.stderr);
        assert_eq!(
            before,
            example::contents(self.store.path()),
            "nothing is written"
        );
    }
}

#[test]
fn r4_1b_two_people_sign_with_two_keys_and_ssh_keygen_proves_both() {
    let Some(desk) = Desk::new() else { return };
    desk.ask_for_keys();
    let first = desk.sign(&["--as", "supervisor", "--key", &desk.key("sam-okoro")]);
    assert_eq!(first.status, 0, "{}", first.stderr);
    assert!(first.stderr.contains("still to sign"), "{}", first.stderr);
    // The public half of a key, as for one that an agent holds, is no key to sign with where there is no agent: the private
    // one is named in the surroundings.
    let private = PathBuf::from(desk.key("jo-field"));
    let args = [
        "sign",
        RECORD,
        "--as",
        "supervisee",
        "--meaning",
        "disagree",
        "--comment",
        "Not so",
    ];
    let second = desk.run(&args, Some(&private));
    assert_eq!(second.status, 0, "{}", second.stderr);
    assert!(
        second.stderr.contains("both sides have signed"),
        "{}",
        second.stderr
    );
    assert_eq!(second.stdout.lines().count(), 3, "{}", second.stdout);
    assert_eq!(desk.check(), "");
    let allowed = desk.run(&["keys"], None).stdout;
    for (who, role) in [("sam-okoro", "supervisor"), ("jo-field", "supervisee")] {
        let read = |ending: &str| {
            let path = desk.path(&format!("{BESIDE}/1-{role}.{ending}"));
            fs::read_to_string(path).expect("a file of the sign-off")
        };
        let (statement, signature) = (read("st"), read("sig"));
        assert!(
            desk.ssh_keygen
                .proves(&allowed, who, &signature, statement.as_bytes())
        );
        let other = statement.replace("agree", "agreee");
        assert!(
            !desk
                .ssh_keygen
                .proves(&allowed, who, &signature, other.as_bytes())
        );
    }
}

#[test]
fn a_key_that_is_not_the_signers_is_refused_before_anything_is_written() {
    let Some(desk) = Desk::new() else { return };
    let line = desk.ssh_keygen.make("new", &["-t", "ed25519"]);
    let as_sam = ["--as", "supervisor", "--by", "sam-okoro", "--key"];
    let refuses = |key: &str, words: &str| {
        desk.refuses(&[&as_sam[..], &[key]].concat(), words);
    };
    refuses(&desk.key("jo-field"), "is also jo-field's here");
    refuses(&desk.key("new"), "not one of sam-okoro's on 2026-11-02");
    desk.refuses(
        &["--as", "supervisor", "--key", &desk.key("new")],
        "is nobody's here",
    );
    desk.enter("sam-okoro", &line, "2026-11-03");
    refuses(&desk.key("new"), "not one of sam-okoro's on 2026-11-02");
    // Without the `.pub` file the signature itself tells whose key it is.
    fs::remove_file(desk.ssh_keygen.folder().join("new.pub")).expect("removed");
    refuses(&desk.key("new"), "not one of sam-okoro's on 2026-11-02");
    refuses(&desk.key("nothing"), "nothing was signed");
    desk.ssh_keygen.make("old", &["-t", "rsa", "-b", "2048"]);
    refuses(&desk.key("old"), "of the type ssh-rsa");
}

#[test]
fn where_keys_are_asked_for_the_two_commands_are_said() {
    let Some(desk) = Desk::new() else { return };
    desk.ask_for_keys();
    desk.refuses(
        &["--as", "supervisor", "--by", "sam-okoro"],
        "--key ~/.ssh/id_ed25519",
    );
    let path = desk.path("people/sam-okoro.yaml");
    let text = fs::read_to_string(&path).expect("the person");
    let (before, _) = text.split_once("signing-keys:").expect("keys");
    fs::write(&path, before).expect("written");
    desk.refuses(
        &["--as", "supervisor", "--by", "sam-okoro"],
        "ssh-keygen -t ed25519\n",
    );
}

#[test]
fn what_is_done_to_the_files_of_a_sign_off_is_found() {
    let Some(desk) = Desk::new() else { return };
    let key = desk.key("jo-field");
    let words = [
        "--meaning",
        "agree-with-comment",
        "--comment",
        "As far as it goes",
    ];
    let args = [&["--as", "supervisee", "--key", &key], &words[..]].concat();
    assert_eq!(desk.sign(&args).status, 0);
    assert_eq!(desk.check(), "");
    let whole = example::contents(desk.store.path());
    let file = |ending: &str| desk.path(&format!("{BESIDE}/1-supervisee.{ending}"));
    let restore = || {
        for (path, bytes) in &whole {
            fs::write(path, bytes).expect("written");
        }
    };
    let found = |code: &str| {
        let check = desk.check();
        let codes: Vec<&str> = check
            .lines()
            .filter_map(|line| line.split(": ").nth(2))
            .collect();
        assert_eq!(codes, [code], "{check}");
        restore();
        assert_eq!(desk.check(), "");
    };
    let statement = fs::read_to_string(file("st")).expect("the statement");
    fs::write(
        file("st"),
        statement.replace("signed: 2026-11-02", "signed: 2026-11-01"),
    )
    .expect("written");
    found("signature-unproven");
    fs::write(file("comment.md"), "As far as it went\n").expect("written");
    found("comment-not-as-signed");
    fs::remove_file(file("comment.md")).expect("removed");
    found("comment-not-as-signed");
    let record = desk.path(&format!("workers/{RECORD}.md"));
    let text = fs::read_to_string(&record).expect("the record");
    fs::write(&record, text + "\nOne word more.\n").expect("written");
    found("record-changed-after-signing");
    desk.ask_for_keys();
    fs::remove_file(file("sig")).expect("removed");
    found("signature-missing");
    fs::remove_file(file("st")).expect("removed");
    let check = desk.check();
    assert_eq!(check.matches("sign-off-astray").count(), 2, "{check}");
}

#[test]
fn c4d_the_authoriser_signs_and_nobody_else_in_that_role() {
    let store = example::copy();
    let sign = |record: &str, args: &[&str]| {
        let store = store.path().to_string_lossy().into_owned();
        let common = ["--store", &store, "--as-of", "2026-11-02"];
        let all = ["sign", record].into_iter().chain(args.iter().copied());
        Supervision::new(all.chain(common)).run()
    };
    let record = "amira-shah/3-supervision/2026-09-15";
    let by = |who| sign(record, &["--as", "authoriser", "--by", who]);
    assert!(
        by("sam-okoro")
            .stderr
            .contains("names helen-marsh as who authorised")
    );
    assert_eq!(by("helen-marsh").status, 0);
    assert!(by("helen-marsh").stderr.contains("already"));
    let nothing = sign(RECORD, &["--as", "authoriser", "--by", "helen-marsh"]);
    assert!(
        nothing
            .stderr
            .contains("nothing in this record is authorised"),
        "{}",
        nothing.stderr
    );
    // Whoever has authorised it does not stand in for the supervisor too.
    let cover = sign(record, &["--as", "cover", "--by", "helen-marsh"]);
    assert!(
        cover.stderr.contains("nobody signs for both sides"),
        "{}",
        cover.stderr
    );
    let other = sign(record, &["--as", "cover", "--by", "tom-brennan"]);
    assert!(
        other.stderr.contains("does not stand in for sam-okoro"),
        "{}",
        other.stderr
    );
}

#[test]
fn cover_and_supervisor_are_one_side_and_who_was_away_may_still_sign() {
    let store = example::copy();
    let sign = |args: &[&str]| {
        let store = store.path().to_string_lossy().into_owned();
        let common = ["--store", &store, "--as-of", "2026-11-02"];
        let all = ["sign", RECORD].into_iter().chain(args.iter().copied());
        Supervision::new(all.chain(common)).run()
    };
    // Helen is Sam's line manager.
    assert_eq!(sign(&["--as", "cover", "--by", "helen-marsh"]).status, 0);
    let late = sign(&["--as", "supervisor", "--by", "sam-okoro"]);
    assert!(
        late.stderr.contains("helen-marsh has signed"),
        "{}",
        late.stderr
    );
    let away = [
        "--as",
        "supervisee",
        "--meaning",
        "not-available",
        "--comment",
        "Ill",
        "--by",
    ];
    let of_oneself = sign(&[&away[..], &["jo-field"]].concat());
    assert!(
        of_oneself.stderr.contains("by the other side"),
        "{}",
        of_oneself.stderr
    );
    let said = sign(&[&away[..], &["helen-marsh"]].concat());
    assert_eq!(said.status, 0, "{}", said.stderr);
    assert!(said.stderr.contains("offered"), "{}", said.stderr);
    let back = sign(&["--as", "supervisee", "--by", "jo-field"]);
    assert_eq!(back.status, 0, "{}", back.stderr);
    assert!(
        back.stderr.contains("both sides have signed"),
        "{}",
        back.stderr
    );
    let check = Supervision::new(["check", &store.path().to_string_lossy()]).run();
    assert_eq!(check.status, 0, "{}", check.stdout);
}

#[test]
fn the_words_beside_a_signature_are_nobody_elses() {
    let store = example::copy();
    let run = |args: &[&str]| {
        let store = store.path().to_string_lossy().into_owned();
        let common = ["--store", &store, "--as-of", "2026-11-02"];
        Supervision::new(args.iter().chain(&common).copied()).run()
    };
    let canary = "kingfisher";
    let child = "c-1042/supervision/2026-10-21-jo-field";
    let words = [
        "--as",
        "supervisee",
        "--by",
        "jo-field",
        "--meaning",
        "disagree",
        "--comment",
        canary,
    ];
    for record in [RECORD, child] {
        let args = [&["sign", record], &words[..]].concat();
        let signed = run(&args);
        assert_eq!(signed.status, 0, "{}", signed.stderr);
        assert!(!(signed.stdout + &signed.stderr).contains(canary));
    }
    let file = run(&["render", "worker", "jo-field"]);
    assert!(
        file.stdout.contains(canary),
        "the worker's own file has them"
    );
    let of_child = run(&["render", "child", "c-1042"]);
    assert!(!of_child.stdout.contains(canary), "a child's has not");
    // A comment with a hazard in it is found, and not shown.
    let comment = store
        .path()
        .join(format!("{BESIDE}/1-supervisee.comment.md"));
    fs::write(comment, format!("<<<<<<< {canary}\n=======\n>>>>>>> x\n")).expect("written");
    for format in ["human", "json", "sarif"] {
        let check = run(&["check", "--format", format]);
        assert!(
            check.stdout.contains("unresolved-conflict"),
            "{}",
            check.stdout
        );
        assert!(!(check.stdout + &check.stderr).contains(canary), "{format}");
    }
}

#[test]
fn the_examples_signatures_are_proven_by_ssh_keygen_with_the_examples_keys() {
    let Some(ssh_keygen) = SshKeygen::find() else {
        return;
    };
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("records-example");
    let store = example.to_string_lossy().into_owned();
    let allowed = Supervision::new(["keys", "--store", &store]).run().stdout;
    let folder = example.join("workers/lewis-grant/3-supervision/signoffs/2026-05-12");
    for (who, role) in [("helen-marsh", "supervisor"), ("lewis-grant", "supervisee")] {
        let read = |ending: &str| {
            fs::read_to_string(folder.join(format!("1-{role}.{ending}"))).expect("a file")
        };
        assert!(
            ssh_keygen.proves(&allowed, who, &read("sig"), read("st").as_bytes()),
            "{who}"
        );
        assert!(!ssh_keygen.proves(&allowed, "sam-okoro", &read("sig"), read("st").as_bytes()));
    }
}

#[test]
fn a_change_to_a_signature_or_a_comment_is_refused_at_a_commit() {
    let store = example::copy();
    let git = |args: &[&str]| {
        let names = [
            "-c",
            "user.name=Sam Okoro",
            "-c",
            "user.email=sam@example.org",
        ];
        let output = Command::new("git")
            .args(names)
            .arg("-C")
            .arg(store.path())
            .args(args)
            .env("GIT_CONFIG_GLOBAL", "/dev/null")
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .output()
            .expect("git runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-q", "-m", "first"]);
    let folder = "workers/lewis-grant/3-supervision/signoffs/2026-05-12";
    for ending in ["sig", "comment.md"] {
        let path = store.path().join(format!("{folder}/1-supervisee.{ending}"));
        fs::remove_file(&path).expect("removed");
        git(&["add", "-A"]);
        let dir = store.path().to_string_lossy().into_owned();
        let hook = Supervision::new(["hook", "pre-commit", "--store", &dir]).run();
        assert_eq!(hook.status, 1, "{}{}", hook.stdout, hook.stderr);
        let words = format!("1-supervisee.{ending}: a sign-off, and taken away");
        assert!(hook.stdout.contains(&words), "{}", hook.stdout);
        git(&["reset", "-q", "--hard"]);
    }
}
