//! Saving, from outside: real processes that are killed, many writers at once, and disks that say no.
//!
//! The kills at every step stand in `src/store/save/tests.rs`, where the steps can be seen.

mod disks;
mod kills;
mod writers;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

use crate::support::store::{git, hermetic};

const SETTINGS: &str = "\
kind: store
format: 1
id: saving
organisation: Exampleshire County Council
marking: OFFICIAL
as-of: 2026-03-02
policies:
  - pack: rotherham
    from: 2026-01-05
";

/// A person's record with a number in it that a test can count.
fn person(name: &str, number: usize) -> String {
    format!(
        "kind: person\nformat: 1\nid: {name}\nname: Person {number}\nposts:\n  - from: 2026-01-05\n    role: social-worker\n    team: east\n"
    )
}

/// A small store under git, in memory where the system offers that as a folder.
struct Small {
    folder: TempDir,
}

impl Small {
    fn new(people: &[&str]) -> Self {
        hermetic();
        let memory = Path::new("/dev/shm");
        let folder = match memory.is_dir() {
            true => tempfile::tempdir_in(memory),
            false => tempfile::tempdir(),
        };
        let small = Self {
            folder: folder.expect("a folder"),
        };
        small.write("supervision.yaml", SETTINGS);
        small.write(".gitattributes", "*.yaml text eol=lf\n*.md text eol=lf\n");
        for name in people {
            small.write(&format!("people/{name}.yaml"), &person(name, 0));
        }
        let dir = small.dir();
        git(&dir, &["init", "-q", "-b", "main"]);
        git(&dir, &["config", "user.name", "Sam Okoro"]);
        git(&dir, &["config", "user.email", "sam.okoro@example.org"]);
        git(&dir, &["add", "."]);
        git(&dir, &["commit", "-q", "-m", "first"]);
        small
    }

    fn dir(&self) -> PathBuf {
        self.folder.path().to_path_buf()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }

    fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.path().join(path)).ok()
    }

    /// What is wrong with the repository, if anything is: locks, notes, changes that nobody staged, objects.
    fn fault(&self) -> Option<String> {
        let dir = self.dir();
        for left in [
            "index.lock",
            "refs/heads/main.lock",
            "HEAD.lock",
            "supervision/intent",
        ] {
            if dir.join(".git").join(left).exists() {
                return Some(format!("{left} is left"));
            }
        }
        let tmp = fs::read_dir(dir.join(".git/supervision/tmp"));
        if tmp.is_ok_and(|mut entries| entries.next().is_some()) {
            return Some("something is left in tmp".to_owned());
        }
        let staged = git(&dir, &["diff", "--cached", "--name-status"]);
        if !staged.is_empty() {
            return Some(format!("nobody staged this:\n{staged}"));
        }
        let said = git(
            &dir,
            &["fsck", "--strict", "--no-dangling", "--no-progress"],
        );
        (!said.is_empty()).then_some(said)
    }
}

/// The program, as a user in this folder starts it.
fn program(dir: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_supervision"));
    surround(command.args(args), dir);
    command
}

fn surround<'a>(command: &'a mut Command, dir: &Path) -> &'a mut Command {
    command
        .current_dir(dir)
        .env_clear()
        .env("HOME", dir)
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("TZ", "UTC")
}
