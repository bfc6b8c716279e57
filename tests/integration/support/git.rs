//! git as a user would run it, with its hooks and with nothing of this machine's configuration.

use std::path::Path;
use std::process::Command;

/// What git said, and whether it did what was asked.
pub(crate) struct Said {
    pub(crate) done: bool,
    pub(crate) words: String,
}

/// Runs git with its hooks, and with nothing of this machine's configuration.
pub(crate) fn git(dir: &Path, args: &[&str]) -> Said {
    let mut command = Command::new("git");
    command.env_clear();
    for name in ["PATH", "SYSTEMROOT"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    let output = command
        .env("HOME", dir)
        .env("XDG_CONFIG_HOME", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env(
            "GIT_CONFIG_GLOBAL",
            if cfg!(windows) { "NUL" } else { "/dev/null" },
        )
        .env("GIT_EDITOR", "true")
        .args(["-c", "user.name=Sam Okoro"])
        .args(["-c", "user.email=sam.okoro@example.org"])
        .args(["-c", "protocol.file.allow=always"])
        .args(args)
        .current_dir(dir)
        .output()
        .expect("git runs");
    let words = [output.stdout, output.stderr].concat();
    Said {
        done: output.status.success(),
        words: String::from_utf8_lossy(&words).into_owned(),
    }
}

#[track_caller]
pub(crate) fn done(dir: &Path, args: &[&str]) -> String {
    let said = git(dir, args);
    assert!(said.done, "git {args:?}: {}", said.words);
    said.words
}

#[track_caller]
pub(crate) fn refused(dir: &Path, args: &[&str]) -> String {
    let said = git(dir, args);
    assert!(!said.done, "git {args:?} went through: {}", said.words);
    said.words
}

/// A store with all that is in it committed; gives the commit.
pub(crate) fn committed(store: &Path) -> String {
    done(store, &["init", "-q"]);
    done(store, &["add", "."]);
    done(store, &["commit", "-qm", "All"]);
    done(store, &["rev-parse", "HEAD"]).trim().to_owned()
}
