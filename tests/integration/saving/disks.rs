//! Disks that say no, and readers that go away: what stood there stands, what was new is kept, and the message says so.

use std::fs;
use std::process::{Command, Stdio};

use super::{Small, person, program, surround};
use crate::support::store::{git, hermetic};
use supervision::store::Store;

const NEW: [&str; 6] = ["new", "person", "--person", "zoe", "--name", "Zoe Example"];

#[test]
fn where_nothing_can_be_written_nothing_is_changed_and_the_message_says_what_to_do() {
    let small = Small::new(&["ada"]);
    let dir = small.dir();
    // A file where a folder has to be stops root too.
    fs::write(dir.join(".git/supervision"), "in the way").expect("written");
    let output = program(&dir, &NEW).output().expect("it runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(
        words.contains("cannot write") && words.contains(".git/supervision"),
        "{words}"
    );
    assert_eq!(git(&dir, &["status", "--porcelain"]), "");
}

#[test]
fn a_text_that_cannot_be_put_in_its_place_is_kept_and_the_message_says_where() {
    let small = Small::new(&["ada"]);
    let dir = small.dir();
    fs::write(dir.join("workers"), "in the way").expect("written");
    hermetic();
    let store = Store::open(&dir).expect("the store opens");
    let edits = [
        supervision::store::Edit::replace("people/ada.yaml", person("ada", 0), person("ada", 1)),
        supervision::store::Edit::new_file("workers/ada/worker.yaml", "kind: worker\n"),
    ];
    let words = store
        .save(&edits)
        .expect_err("a file is in the way")
        .to_string();
    assert_eq!(small.text("people/ada.yaml"), Some(person("ada", 0)));
    let rescue = ".git/supervision/rescue/000001";
    assert!(words.contains(rescue), "{words}");
    let kept = |path: &str| small.text(&format!("{rescue}/{path}"));
    assert_eq!(kept("people/ada.yaml"), Some(person("ada", 1)));
    assert_eq!(
        kept("workers/ada/worker.yaml").as_deref(),
        Some("kind: worker\n")
    );
    assert_eq!(small.fault(), None);
}

#[cfg(unix)]
#[test]
fn on_a_full_disk_there_is_no_half_file() {
    let small = Small::new(&["ada"]);
    let dir = small.dir();
    let program = env!("CARGO_BIN_EXE_supervision");
    let mut shell = Command::new("sh");
    // No file may grow: every write fails, as on a full disk.
    let script = format!(
        "trap '' XFSZ; ulimit -f 0; exec '{program}' {}",
        NEW.map(|arg| format!("'{arg}'")).join(" ")
    );
    surround(shell.args(["-c", &script]), &dir);
    let output = shell.stdout(Stdio::piped()).output().expect("it runs");
    let words = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("nothing is changed"), "{words}");
    assert_eq!(git(&dir, &["status", "--porcelain"]), "");
    // With room again it goes through.
    let output = super::program(&dir, &NEW).output().expect("it runs");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(small.fault(), None);
}

#[cfg(unix)]
#[test]
fn whoever_reads_the_output_may_go_and_the_work_is_done() {
    let small = Small::new(&["ada"]);
    let dir = small.dir();
    small.write("people/ada.yaml", &person("ada", 1));
    let mut commit = program(&dir, &["commit", "people"]);
    let mut child = commit
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("it starts");
    drop(child.stdout.take());
    assert!(child.wait().expect("it ends").success());
    assert_eq!(
        git(&dir, &["log", "-1", "--format=%s"]),
        "ada: person changed\n"
    );
    assert_eq!(git(&dir, &["status", "--porcelain"]), "");
    if let Ok(full) = fs::OpenOptions::new().write(true).open("/dev/full") {
        small.write("people/ada.yaml", &person("ada", 2));
        let output = program(&dir, &["commit", "people"])
            .stdout(full)
            .output()
            .expect("it runs");
        let words = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(2), "{words}");
        assert!(words.contains("the output could not be written"), "{words}");
        assert_eq!(
            git(&dir, &["status", "--porcelain"]),
            "",
            "it is committed all the same"
        );
    }
    assert_eq!(small.fault(), None);
}
