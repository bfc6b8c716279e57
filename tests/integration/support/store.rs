//! Real repositories in temporary folders, the same on every machine and in every run.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Once;

use supervision::store::{CommitId, CommitPlan, Store, commit_files};
use tempfile::TempDir;

/// The time of the first commit of a built store: 12 January 2026, nine in the morning. Each later one is a day on.
const FIRST_COMMIT: i64 = 1_768_208_400;
const DAY: i64 = 86_400;

/// Keeps this process from reading the configuration of whoever runs the tests. Every test that opens a store calls it
/// first; [`StoreBuilder::build`] does so itself.
pub(crate) fn hermetic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        use git2::ConfigLevel::{Global, ProgramData, System, XDG};
        for level in [ProgramData, System, XDG, Global] {
            #[expect(
                unsafe_code,
                reason = "set once, before anything in this process uses libgit2"
            )]
            let set = unsafe { git2::opts::set_search_path(level, "") };
            set.expect("libgit2 takes an empty search path");
        }
    });
}

/// Files commit by commit, then a repository of them.
#[derive(Default)]
pub(crate) struct StoreBuilder {
    commits: Vec<CommitPlan>,
}

/// A repository in a temporary folder, which goes when this does.
pub(crate) struct BuiltStore {
    folder: TempDir,
    /// The commits, first to last.
    pub(crate) commits: Vec<CommitId>,
}

impl StoreBuilder {
    /// No commits yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// A commit that adds or changes these files, by a fixed author, a day after the one before.
    pub(crate) fn commit<B: AsRef<[u8]>>(mut self, message: &str, files: &[(&str, B)]) -> Self {
        let day = i64::try_from(self.commits.len()).expect("few commits");
        let files = files
            .iter()
            .map(|(path, bytes)| ((*path).to_owned(), bytes.as_ref().to_vec()));
        self.commits.push(CommitPlan {
            author_name: "Sam Okoro".to_owned(),
            author_email: "sam.okoro@example.org".to_owned(),
            time: FIRST_COMMIT + day * DAY,
            offset_minutes: 0,
            message: message.to_owned(),
            files: files.collect(),
        });
        self
    }

    /// The repository, with the last commit checked out.
    pub(crate) fn build(self) -> BuiltStore {
        hermetic();
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let commits = commit_files(&folder.path().join("store"), &self.commits)
            .expect("the commits can be made");
        BuiltStore { folder, commits }
    }
}

impl BuiltStore {
    /// The top folder of the repository.
    pub(crate) fn dir(&self) -> PathBuf {
        self.folder.path().join("store")
    }

    /// A folder beside the repository, outside it.
    pub(crate) fn outside(&self) -> &Path {
        self.folder.path()
    }

    /// The store at the top of the repository.
    pub(crate) fn open(&self) -> Store {
        Store::open(&self.dir()).expect("the built store opens")
    }

    /// Writes a file into the work tree, over what is there.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let target = self.dir().join(path);
        let parent = target.parent().expect("a file has a folder");
        std::fs::create_dir_all(parent).expect("the folder can be made");
        std::fs::write(target, bytes).expect("the file can be written");
    }

    /// Runs git at the top of the repository.
    pub(crate) fn git(&self, args: &[&str]) -> String {
        git(&self.dir(), args)
    }
}

/// Runs git with nothing of this machine's configuration, no hooks and no prompts, and gives what it printed.
pub(crate) fn git(dir: &Path, args: &[&str]) -> String {
    let mut command = Command::new("git");
    command.env_clear();
    for name in ["PATH", "SYSTEMROOT"] {
        if let Some(value) = std::env::var_os(name) {
            command.env(name, value);
        }
    }
    command
        .env("HOME", dir)
        .env("XDG_CONFIG_HOME", dir)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env(
            "GIT_CONFIG_GLOBAL",
            if cfg!(windows) { "NUL" } else { "/dev/null" },
        )
        .env("GIT_TERMINAL_PROMPT", "0")
        .env("GIT_NO_REPLACE_OBJECTS", "1")
        .env("GIT_OPTIONAL_LOCKS", "0")
        .env("GIT_AUTHOR_DATE", format!("{FIRST_COMMIT} +0000"))
        .env("GIT_COMMITTER_DATE", format!("{FIRST_COMMIT} +0000"))
        .args([
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.fsmonitor=false",
        ])
        .args([
            "-c",
            "user.name=Sam Okoro",
            "-c",
            "user.email=sam.okoro@example.org",
        ])
        .args(["-c", "core.quotePath=false", "-c", "core.autocrlf=false"])
        .arg("-C")
        .arg(dir)
        .args(args);
    let output = command.output().expect("git runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {args:?}: {said}");
    String::from_utf8(output.stdout).expect("git prints UTF-8 here")
}
