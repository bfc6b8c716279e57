//! What the program takes from its surroundings, read once: the clock, the terminal, the options that all commands share.
//!
//! The only file that reads the clock or the environment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use anstream::ColorChoice;

use super::error::Error;
use super::progress::Progress;
use super::terminal;
use crate::calendar::Day;
use crate::reading::Reading;
use crate::report::saving;
use crate::store::{At, HookCall, Snapshot, Store};

/// The options that mean the same everywhere. They may stand before or after the command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Options of every command")]
pub(super) struct GlobalArgs {
    /// The store: the folder of `supervision.yaml` (else the nearest one upwards from here)
    #[arg(long, global = true, value_name = "DIR")]
    store: Option<PathBuf>,
    /// Read the store as it was at a commit, branch or tag, or at the end of a day
    #[arg(
        long,
        global = true,
        value_name = "REV|DATE",
        conflicts_with = "staged"
    )]
    at: Option<String>,
    /// Read what is staged for the next commit, not the files on disk
    #[arg(long, global = true)]
    staged: bool,
    /// The day to reckon from (else the store's own `as-of`, else today)
    #[arg(long, global = true, value_name = "DATE", value_parser = parse_day)]
    as_of: Option<Day>,
    /// Write the result to a file, not to the screen
    #[arg(short, long, global = true, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Say nothing beside the result
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Colour: by what the output is, always, or never
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Colour,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Colour {
    Auto,
    Always,
    Never,
}

/// What a command knows of its surroundings.
pub(super) struct Context {
    store: Option<PathBuf>,
    at: Option<String>,
    staged: bool,
    as_of: Option<Day>,
    clock: Day,
    /// What git says to a hook.
    pub(super) hook_call: HookCall,
    /// The commits that git says it is merging.
    pub(super) merged_commits: Vec<String>,
    /// Where this program stands on disk, if the system says so.
    pub(super) program: Option<PathBuf>,
    pub(super) output: Option<PathBuf>,
    pub(super) quiet: bool,
    pub(super) colour: ColorChoice,
    /// How wide the output may be, in characters.
    pub(super) width: usize,
    /// How many lines the screen has, if it is known.
    pub(super) height: Option<usize>,
    /// The pager, as a command; empty for none.
    pub(super) pager: String,
    /// The editor that the user has chosen, as a command.
    pub(super) editor: Option<String>,
    /// The key with which the user signs where the command names none.
    pub(super) signing_key: Option<PathBuf>,
    /// What `ssh-keygen` is told of its surroundings, and nothing else.
    pub(super) for_ssh_keygen: Vec<(&'static str, OsString)>,
}

/// Where programs are, who the user is to the system, and how an agent, a security key or a question for a passphrase is reached.
const FOR_SSH_KEYGEN: [&str; 14] = [
    "PATH",
    "HOME",
    "SSH_AUTH_SOCK",
    "SSH_ASKPASS",
    "SSH_ASKPASS_REQUIRE",
    "SSH_SK_PROVIDER",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "XDG_RUNTIME_DIR",
    "DBUS_SESSION_BUS_ADDRESS",
    "SYSTEMROOT",
    "SYSTEMDRIVE",
    "USERPROFILE",
];

impl Context {
    /// Reads the surroundings.
    #[expect(
        clippy::disallowed_methods,
        reason = "this is where the clock and the environment are read"
    )]
    pub(super) fn read(args: GlobalArgs) -> Self {
        let clock = Day::from(chrono::Local::now().date_naive());
        let screen = terminal_size::terminal_size();
        let columns = std::env::var("COLUMNS").ok();
        let columns = columns.and_then(|columns| columns.parse().ok());
        let columns = columns.or(screen.map(|(width, _)| usize::from(width.0)));
        let height = screen.map(|(_, height)| usize::from(height.0));
        let editors = ["VISUAL", "EDITOR"].into_iter();
        let mut editors = editors.filter_map(|name| std::env::var(name).ok());
        let editor = editors.find(|command| !command.trim().is_empty());
        let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
        let hook_call = HookCall {
            index: folder("GIT_INDEX_FILE"),
            objects: folder("GIT_QUARANTINE_PATH").into_iter().collect(),
        };
        let merged = std::env::vars_os().filter_map(|(name, _)| name.into_string().ok());
        let merged = merged.filter_map(|name| Some(name.strip_prefix("GITHEAD_")?.to_owned()));
        let mut merged_commits: Vec<String> = merged.collect();
        merged_commits.sort();
        let colour = match args.color {
            Colour::Auto => anstream::AutoStream::choice(&std::io::stdout()),
            Colour::Always => ColorChoice::AlwaysAnsi,
            Colour::Never => ColorChoice::Never,
        };
        Self {
            store: args.store,
            at: args.at,
            staged: args.staged,
            as_of: args.as_of,
            clock,
            hook_call,
            merged_commits,
            program: std::env::current_exe().ok(),
            output: args.output,
            quiet: args.quiet,
            colour,
            width: columns.filter(|columns| *columns >= 40).unwrap_or(120),
            height,
            pager: std::env::var("PAGER").unwrap_or_else(|_| "less".to_owned()),
            editor,
            signing_key: folder("SUPERVISION_SIGNING_KEY")
                .filter(|key| !key.as_os_str().is_empty()),
            for_ssh_keygen: FOR_SSH_KEYGEN
                .into_iter()
                .filter_map(|name| Some((name, std::env::var_os(name)?)))
                .collect(),
        }
    }

    /// The store that is meant: the one named, else the nearest from the first path upwards, else from here. It is going to
    /// be read; if a writer was cut off in it, that is said, and left as it is.
    pub(super) fn open(&self, paths: &[PathBuf]) -> Result<Store, Error> {
        let store = self.opened(paths)?;
        if self.at.is_none() && !self.staged && store.is_cut_off()? {
            terminal::say(self, saving::CUT_OFF);
        }
        Ok(store)
    }

    /// The same for `undo`, which says itself what was cut off.
    pub(super) fn open_quietly(&self) -> Result<Store, Error> {
        self.opened(&[])
    }

    /// Refuses options that ask for another state of the store than the files on disk.
    pub(super) fn must_be_on_disk(&self, message: &str) -> Result<(), Error> {
        match self.at.is_some() || self.staged {
            true => Err(Error::usage(message, "leave out --at and --staged")),
            false => Ok(()),
        }
    }

    fn opened(&self, paths: &[PathBuf]) -> Result<Store, Error> {
        match (&self.store, paths.first()) {
            (Some(dir), _) if is_bare(dir) => Ok(Store::open_bare(dir, None)?),
            (Some(dir), _) => Ok(Store::open(dir)?),
            (None, Some(path)) => Ok(Store::find(path)?),
            (None, None) => Ok(Store::find(Path::new("."))?),
        }
    }

    /// The same for a command that is going to write: what an earlier writer left half-done is put right before anything is
    /// read.
    pub(super) fn open_to_write(&self, paths: &[PathBuf]) -> Result<Store, Error> {
        let store = self.opened(paths)?;
        if let Some(recovered) = store.recover()? {
            terminal::say(self, &saving::recovered(&recovered));
        }
        Ok(store)
    }

    /// The folder that would be a new store: the one named, else this one.
    pub(super) fn new_store(&self) -> PathBuf {
        self.store.clone().unwrap_or_else(|| PathBuf::from("."))
    }

    /// The day that is reckoned from where there is no store yet.
    pub(super) fn day(&self) -> Day {
        self.as_of.unwrap_or(self.clock)
    }

    /// Reads the store as the options ask: the files on disk, what is staged, or a commit.
    pub(super) fn reading(&self, store: &Store) -> Result<Reading, Error> {
        let at = self.point(store)?;
        let _progress = self.progress("reading the records…");
        Ok(Reading::of(store.snapshot(at)?, self.as_of, self.clock))
    }

    /// The point of the store that is meant: the files on disk, what is staged, or a commit. A day stands for the last commit by its end.
    pub(super) fn point(&self, store: &Store) -> Result<At, Error> {
        match (&self.at, self.staged) {
            (None, true) => Ok(At::Index),
            (None, false) => Ok(At::WorkTree),
            (Some(revision), _) => match revision.parse::<Day>() {
                Err(_) => Ok(At::Commit(revision.clone())),
                Ok(day) => match store.last_commit_by("HEAD", day)? {
                    Some(commit) => Ok(At::Commit(commit.to_string())),
                    None => Err(Error::usage(
                        format!("nothing had been committed by {}", day.in_words()),
                        "`supervision log` says what was committed when",
                    )),
                },
            },
        }
    }

    /// The commit up to which the history is meant.
    pub(super) fn revision(&self, store: &Store) -> Result<String, Error> {
        match self.point(store)? {
            At::Commit(revision) => Ok(revision),
            At::Index | At::WorkTree => Ok("HEAD".to_owned()),
        }
    }

    /// A word that work goes on, should it take long.
    pub(super) fn progress(&self, words: &'static str) -> Progress {
        Progress::begin(terminal::is_watched(self), words)
    }

    /// The commit to be read instead of the files on disk.
    pub(super) fn at(&self) -> Option<&str> {
        self.at.as_deref()
    }

    /// Whether what is staged is to be read instead of the files on disk.
    pub(super) fn is_staged(&self) -> bool {
        self.staged
    }

    /// Reads a store at one point, as of the day given, else as it is always read. Where there was no store yet, there is nothing in it.
    pub(super) fn reading_of(
        &self,
        store: &Store,
        at: At,
        day: Option<Day>,
    ) -> Result<Reading, Error> {
        let _progress = self.progress("reading the records…");
        let snapshot = store.snapshot_if_there(at)?;
        let nothing = || Snapshot::from_files(std::iter::empty::<(String, String)>());
        let day = day.or(self.as_of);
        Ok(with_templates(Reading::of(
            snapshot.unwrap_or_else(nothing),
            day,
            self.clock,
        )))
    }

    /// The store that was named, as it was named.
    pub(super) fn named_store(&self) -> Option<&Path> {
        self.store.as_deref()
    }

    /// Reads some files of a store, as if they stood on disk.
    pub(super) fn reading_at(&self, store: &Store, at: At) -> Result<Option<Reading>, Error> {
        let snapshot = store.snapshot_if_there(at)?;
        let reading =
            snapshot.map(|snapshot| with_templates(Reading::of(snapshot, self.as_of, self.clock)));
        Ok(reading)
    }

    /// Today, unless another day was asked for.
    pub(super) fn today(&self) -> Day {
        self.as_of.unwrap_or(self.clock)
    }

    /// The day of a signature: the one that was asked for, else today; never a store's own fixed day.
    pub(super) fn signing_day(&self) -> Day {
        self.as_of.unwrap_or(self.clock)
    }

    /// The day on which somebody is given a file: the clock's, whatever day the file shows; in an example or an archive, which stands
    /// still, its own.
    pub(super) fn access_day(&self, reading: &Reading) -> Day {
        let fixed = reading
            .records
            .settings()
            .and_then(|settings| settings.as_of.as_ref());
        fixed.map_or(self.clock, |day| day.value)
    }

    /// The same surroundings with another store, as the demonstration uses them.
    pub(super) fn with_store(&self, dir: &Path) -> Self {
        Self {
            store: Some(dir.to_path_buf()),
            at: None,
            staged: false,
            as_of: None,
            clock: self.clock,
            hook_call: HookCall::default(),
            merged_commits: Vec::new(),
            program: self.program.clone(),
            output: None,
            quiet: self.quiet,
            colour: self.colour,
            width: self.width,
            height: self.height,
            pager: self.pager.clone(),
            editor: self.editor.clone(),
            signing_key: self.signing_key.clone(),
            for_ssh_keygen: self.for_ssh_keygen.clone(),
        }
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "which of two ways to open the store is asked for, before there is one"
)]
fn is_bare(dir: &Path) -> bool {
    dir.join("HEAD").is_file() && dir.join("objects").is_dir()
}

pub(super) fn parse_day(text: &str) -> Result<Day, String> {
    text.parse()
        .map_err(|error: crate::calendar::NotADay| error.to_string())
}

/// A reading with what is wrong with the store's own templates and strings, for whoever judges the store.
pub(super) fn with_templates(mut reading: Reading) -> Reading {
    for finding in crate::render::templates::findings(&reading.sources) {
        reading.findings.push(finding);
    }
    reading
}
