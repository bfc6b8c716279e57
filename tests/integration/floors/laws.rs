//! The laws: each a function from a file to what it does against one of them.

use std::collections::BTreeSet;

use super::rust_code::File;

/// Something a file does against a law.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Breach {
    /// `render/child.rs:12`
    pub(super) place: String,
    /// What stands there.
    pub(super) what: String,
}

fn breach(file: &File, at: usize, what: impl Into<String>) -> Breach {
    Breach {
        place: format!("src/{}:{}", file.path, file.line(at)),
        what: what.into(),
    }
}

/// The names in the order of `mod` lines in `lib.rs`: the floors, from the ground up.
pub(super) fn floors(lib: &str) -> Vec<String> {
    let file = File::new("lib.rs", lib);
    let words = file.words();
    words
        .windows(2)
        .filter(|pair| pair[0].1 == "mod")
        .map(|pair| pair[1].1.to_owned())
        .collect()
}

/// A module uses only modules that are declared above it in `lib.rs`.
pub(super) fn imports_point_up(file: &File, floors: &[String]) -> Vec<Breach> {
    let height = |name: &str| floors.iter().position(|floor| floor == name);
    let Some(own) = height(file.floor()) else {
        return Vec::new();
    };
    let paths = file.paths().into_iter();
    let used = paths.filter(|path| path.steps.len() > 1 && path.begins(&["crate"]));
    used.filter_map(|path| match height(&path.steps[1]) {
        Some(height) if height <= own => None,
        Some(_) => Some(breach(
            file,
            path.at,
            format!(
                "`{}` uses `{}`, which stands below it in lib.rs",
                file.floor(),
                path.spoken()
            ),
        )),
        None => Some(breach(
            file,
            path.at,
            format!("`{}` is no floor of lib.rs", path.spoken()),
        )),
    })
    .collect()
}

/// What one part of the machine may be named by, and what names it.
pub(super) struct Door {
    /// The files that may, or folders ending in `/`.
    pub(super) open: &'static [&'static str],
    /// Paths that name it.
    pub(super) paths: &'static [&'static [&'static str]],
    /// Macros that name it, without `!`.
    pub(super) macros: &'static [&'static str],
    /// Methods that reach it, as they are called on any value.
    pub(super) methods: &'static [&'static str],
    /// What a file may do of this beside: file and the name.
    pub(super) also: &'static [(&'static str, &'static str)],
}

pub(super) const GIT: Door = Door {
    open: &["store/git.rs", "store/git/"],
    paths: &[&["git2"], &["libgit2_sys"]],
    macros: &[],
    methods: &[],
    also: &[],
};

pub(super) const DISK: Door = Door {
    // The last two are of tests alone.
    open: &[
        "store/worktree.rs",
        "store/write.rs",
        "store/save/disk.rs",
        "store/save/tests.rs",
        "store/save/tests/",
    ],
    paths: &[&["std", "fs"], &["std", "os"], &["tempfile"]],
    macros: &[],
    methods: &[
        "canonicalize",
        "exists",
        "is_dir",
        "is_file",
        "is_symlink",
        "read_dir",
        "read_link",
        "symlink_metadata",
        "try_exists",
    ],
    // Asks which of two ways to open the store is meant, before there is a store.
    also: &[("cli/context.rs", "is_file"), ("cli/context.rs", "is_dir")],
};

pub(super) const SCREEN: Door = Door {
    open: &["cli/terminal.rs"],
    paths: &[
        &["std", "io", "stdout"],
        &["std", "io", "stderr"],
        &["std", "io", "stdin"],
        &["anstream", "stdout"],
        &["anstream", "stderr"],
        &["io", "stdout"],
        &["io", "stderr"],
        &["io", "stdin"],
    ],
    macros: &["print", "println", "eprint", "eprintln", "dbg"],
    methods: &[],
    // Asks whether it is a terminal, and writes nothing to it.
    also: &[("cli/context.rs", "std::io::stdout")],
};

pub(super) const CLOCK_AND_ENVIRONMENT: Door = Door {
    open: &["cli/context.rs"],
    paths: &[
        &["chrono", "Utc"],
        &["chrono", "Local"],
        &["chrono", "offset"],
        &["std", "time", "SystemTime"],
        &["std", "time", "Instant"],
        &["std", "env"],
        &["env"],
    ],
    macros: &[],
    methods: &[],
    also: &[],
};

/// `cli/editor.rs` and `cli/pager.rs` run what the user has chosen, and nothing that a store could name; `cli/keygen.rs` runs
/// `ssh-keygen` with arguments of its own, so that no private key enters this process.
pub(super) const PROGRAMS_AND_NETWORK: Door = Door {
    open: &["cli/editor.rs", "cli/keygen.rs", "cli/pager.rs"],
    paths: &[
        &["std", "net"],
        &["std", "process", "Command"],
        &["std", "process", "exit"],
        &["std", "process", "abort"],
        &["std", "os", "unix", "net"],
    ],
    macros: &[],
    methods: &[],
    also: &[],
};

/// A part of the machine is named only in the files that are its door.
pub(super) fn through_the_door(file: &File, door: &Door) -> Vec<Breach> {
    let is_open = |open: &&str| match open.ends_with('/') {
        true => file.path.starts_with(*open),
        false => file.path == *open,
    };
    if door.open.iter().any(is_open) {
        return Vec::new();
    }
    let may = |name: &str| door.also.contains(&(file.path.as_str(), name));
    let mut found = Vec::new();
    for path in file.paths() {
        let here = door.paths.iter().any(|steps| path.begins(steps));
        let alone = path.steps.len() == 1 && path.steps[0] == "env";
        if here && !alone && !may(&path.spoken()) {
            found.push(breach(file, path.at, format!("`{}`", path.spoken())));
        }
    }
    for (at, word) in file.words() {
        let (before, after) = (&file.code[..at], &file.code[at + word.len()..]);
        let is_macro = after.starts_with('!') && !after.starts_with("!=");
        if is_macro && door.macros.contains(&word) {
            found.push(breach(file, at, format!("`{word}!`")));
        }
        let is_call = before.trim_end().ends_with('.') && after.starts_with('(');
        // `kind.is_dir()` on what a walk has found already is no new look at the disk, but only the doors walk.
        if is_call && door.methods.contains(&word) && !may(word) {
            found.push(breach(file, at, format!("`.{word}()`")));
        }
    }
    found
}

/// The first letters of words that belong to the trade, or to nothing that reads text and counts days.
const TRADE: &[&str] = &[
    "adopt",
    "agreement",
    "allocat",
    "asye",
    "authoris",
    "caseload",
    "child",
    "council",
    "cpd",
    "dbs",
    "foster",
    "mentor",
    "pdr",
    "placement",
    "practition",
    "reflect",
    "rotherham",
    "cambridgeshire",
    "safeguard",
    "session",
    "sibling",
    "signoff",
    "social",
    "supervis",
    "visit",
    "wellbeing",
    "worker",
];

/// The ground knows no word of social work: neither its code nor what it says. The crate's own name is none.
pub(super) fn ground_speaks_no_trade(file: &File) -> Vec<Breach> {
    const GROUND: [&str; 4] = ["source", "diag", "calendar", "text"];
    if !GROUND.contains(&file.floor()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (at, word) in file.words_and_quotes() {
        for part in parts(word) {
            let technical = matches!(part.as_str(), "supervision" | "visit" | "visitor");
            if !technical && TRADE.iter().any(|trade| part.starts_with(trade)) {
                found.push(breach(file, at, format!("`{word}`")));
                break;
            }
        }
    }
    found
}

/// A name cut into its words: `WorkerOnly` and `worker_only` into two.
fn parts(name: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for letter in name.chars() {
        if letter == '_' || letter.is_uppercase() {
            parts.push(String::new());
        }
        if letter != '_' {
            parts
                .last_mut()
                .expect("never empty")
                .extend(letter.to_lowercase());
        }
    }
    parts
}

/// Records say what was agreed and done; how long anything may take is the policy's. `record` reads intervals that
/// people wrote down and makes none.
pub(super) fn record_makes_no_interval(file: &File) -> Vec<Breach> {
    if file.floor() != "record" {
        return Vec::new();
    }
    let end = file.tests_begin();
    let paths = file.paths().into_iter().filter(|path| path.at < end);
    paths
        .filter(|path| {
            let place = path.steps.iter().position(|step| step == "Interval");
            place.is_some_and(|place| place + 1 < path.steps.len())
        })
        .map(|path| breach(file, path.at, format!("`{}`", path.spoken())))
        .collect()
}

/// What `policy` may know of records: ids and words of the vocabulary, the checker of schemas, and, to find the packs
/// that a store names, its settings and the list of its files.
const RECORD_FOR_POLICY: &[&str] = &[
    "record::ActionId",
    "record::ChildId",
    "record::Kind",
    "record::PersonId",
    "record::RecordId",
    "record::Records",
    "record::Term",
    "record::WorkerId",
    "record::absence::AbsenceType",
    "record::id",
    "record::schema",
    "record::session::SessionType",
    "record::sign_off",
    "record::sign_off::Role",
    "record::store_settings",
    "record::worker::Basis",
];

/// A policy is the same whatever the records say: it knows their words and none of their content.
pub(super) fn policy_knows_no_record(file: &File) -> Vec<Breach> {
    if file.floor() != "policy" {
        return Vec::new();
    }
    let end = file.tests_begin();
    let paths = file.paths().into_iter().filter(|path| path.at < end);
    paths
        .filter(|path| path.begins(&["crate", "record"]) && path.steps.len() > 2)
        .filter(|path| {
            let name = path.steps[1..].join("::");
            !RECORD_FOR_POLICY.iter().any(|allowed| match *allowed {
                "record::sign_off" => name == *allowed,
                allowed => name
                    .strip_prefix(allowed)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with("::")),
            })
        })
        .map(|path| breach(file, path.at, format!("`{}`", path.spoken())))
        .collect()
}

/// What is written out has a type of its own, with a version: nothing up to `rules` says how it would be serialised.
pub(super) fn domain_is_not_serialised(file: &File, floors: &[String]) -> Vec<Breach> {
    let height = |name: &str| floors.iter().position(|floor| floor == name);
    if height(file.floor()) > height("rules") || height(file.floor()).is_none() {
        return Vec::new();
    }
    let words = file.words().into_iter();
    words
        .filter(|(_, word)| matches!(*word, "Serialize" | "Serializer"))
        .map(|(at, word)| breach(file, at, format!("`{word}`")))
        .collect()
}

/// The key to what concerns the worker alone is made in one file.
pub(super) fn one_hand_holds_the_key(file: &File) -> Vec<Breach> {
    if matches!(
        file.path.as_str(),
        "render/audience.rs" | "record/worker_only.rs"
    ) {
        return Vec::new();
    }
    let words = file.words().into_iter();
    words
        .filter(|(_, word)| *word == "for_audience")
        .map(|(at, _)| breach(file, at, "`Key::for_audience`"))
        .collect()
}

/// The child's document cannot even speak of what concerns the worker alone.
pub(super) fn child_document_has_no_key(file: &File) -> Vec<Breach> {
    let of_child = [
        "render/child.rs",
        "render/scaffold/child.rs",
        "render/scaffold/open.rs",
    ];
    if !of_child.contains(&file.path.as_str()) && !file.path.starts_with("render/child/") {
        return Vec::new();
    }
    const LOCKED: [&str; 5] = [
        "WorkerOnly",
        "Key",
        "of_worker",
        "worker_only",
        "for_audience",
    ];
    let words = file.words().into_iter();
    words
        .filter(|(_, word)| LOCKED.contains(word))
        .map(|(at, word)| breach(file, at, format!("`{word}`")))
        .collect()
}

/// `WorkerOnly` is neither shown nor serialised nor opened without a key: it implements `Debug` and nothing else.
pub(super) fn worker_only_stays_shut(file: &File) -> Vec<Breach> {
    let code = &file.code;
    let mut found = Vec::new();
    for (at, _) in code.match_indices("for WorkerOnly") {
        let start = code[..at].rfind("impl").unwrap_or(at);
        let header = code[start..at].trim_end();
        let last = header.rsplit([':', ' ']).next().unwrap_or_default();
        if last != "Debug" {
            found.push(breach(file, at, format!("`{header} for WorkerOnly`")));
        }
    }
    for name in ["struct WorkerOnly", "struct Key"] {
        if let Some(at) = code.find(name) {
            let before = code[..at].trim_end().trim_end_matches("pub").trim_end();
            if before.ends_with(']') {
                found.push(breach(file, at, format!("an attribute on `{name}`")));
            }
            let field = code[at..].split(';').next().unwrap_or_default();
            if field.contains("pub") {
                found.push(breach(file, at, format!("an open field in `{name}`")));
            }
        }
    }
    found
}

/// The modules that hold a rule, as `family::rule`.
pub(super) fn rule_modules(files: &[File]) -> BTreeSet<String> {
    let rules = files.iter().filter(|file| is_rule(file));
    rules
        .map(|file| {
            file.path
                .trim_start_matches("rules/")
                .trim_end_matches(".rs")
                .replace('/', "::")
        })
        .collect()
}

fn is_rule(file: &File) -> bool {
    file.path.starts_with("rules/") && file.code[..file.tests_begin()].contains("\nrule!(")
}

/// No rule reads another rule, and none knows its own level in this store or how its findings are printed.
pub(super) fn rules_stand_alone(file: &File, rules: &BTreeSet<String>) -> Vec<Breach> {
    if !is_rule(file) {
        return Vec::new();
    }
    let own = file
        .path
        .trim_start_matches("rules/")
        .trim_end_matches(".rs")
        .replace('/', "::");
    let mut found = Vec::new();
    for path in file.paths() {
        if path.begins(&["crate", "rules"]) && path.steps.len() > 3 {
            let module = format!("{}::{}", path.steps[2], path.steps[3]);
            if module != own && rules.contains(&module) {
                found.push(breach(file, path.at, format!("the rule `{module}`")));
            }
        }
    }
    let levels = |word: &str| matches!(word, "severities" | "Level" | "with_levels");
    for (at, word) in file.words() {
        if levels(word) {
            found.push(breach(
                file,
                at,
                format!("the store's own levels: `{word}`"),
            ));
        }
    }
    found
}

/// A file has a first line that says what it is, at most 500 lines, and no `unwrap()`.
pub(super) fn well_kept(file: &File) -> Vec<Breach> {
    const MOST_LINES: usize = 500;
    let mut found = Vec::new();
    if !file.text.starts_with("//! ") {
        found.push(breach(file, 0, "does not open with `//!` and a sentence"));
    }
    let lines = file.text.lines().count();
    if lines > MOST_LINES {
        found.push(breach(file, 0, format!("has {lines} lines")));
    }
    for (at, word) in file.words() {
        if matches!(word, "unwrap" | "unwrap_err") && file.code[at + word.len()..].starts_with("()")
        {
            found.push(breach(file, at, format!("`{word}()`")));
        }
    }
    found
}
