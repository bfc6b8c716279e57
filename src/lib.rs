//! Supervision records for children's social workers: checked, dated and rendered from a git repository.
//!
//! A store is a folder of text files: supervision agreements, sessions, children's supervision records. Policy packs say
//! what a council asks, clause by clause. This library reads both and says what is wrong, what falls due and why, and
//! renders documents for a named reader. The program `supervision` is this library and fifteen lines.
//!
//! # The floors
//!
//! **A module uses only modules declared above it in this file** (`floors::imports_point_up`).
//!
//! ```text
//! source     text files and places in them
//! diag       what can be said about a place
//! calendar   days, intervals, working days, values that change over time
//! text       front matter, YAML, Markdown → values with places
//! store      git and the working tree → an immutable Snapshot
//! record     Snapshot → typed Records
//! policy     packs → Policy
//! reading    one reading of a store: its files, Records, Policy and the day
//! due        Records + Policy + today → what falls due, and why
//! revision   what was signed, and whether it still stands there
//! rules      Reading + dues → findings
//! report     findings and dues → text, JSON
//! render     Records → documents, through templates
//! import     a case system's extract + Records → Records as they would be
//! cli        the terminal: arguments, exit statuses, printing
//! ```
//!
//! The first four are the ground: no disk, no clock, no social work. `store` is the only floor that touches the outside.
//! From `record` to `rules` everything is a pure function; `report`, `render` and `import` give text, and `cli` prints it.
//!
//! git, working tree → `store` → `record` (+ `policy`) → `reading` → `due`, `revision` → `rules` → `report`, `render` →
//! `import` → `cli`. Nothing flows back: what is to be written is made as text above and handed to `store` by `cli`.
//!
//! # What is not there
//!
//! Each of these is a test, named here, that reads the source or runs the thing:
//!
//! - No `git2` outside `store/git.rs` and `store/git/` (`floors::only_store_git_names_git2`).
//! - No `std::fs` outside `store/worktree.rs`, `store/write.rs` and `store/save/disk.rs`, and files of a store are written by
//!   the last alone (`floors::only_store_touches_the_disk`).
//! - No printing outside `cli/terminal.rs` (`floors::only_the_terminal_prints`).
//! - No clock and no environment outside `cli/context.rs`: today is an argument, so the same records, policy and day give
//!   the same bytes (`floors::only_the_context_reads_the_clock_and_the_environment`).
//! - No program is run and no socket opened, but for the editor and the pager that the user has chosen, by `cli/editor.rs` and
//!   `cli/pager.rs`, and `ssh-keygen` where the user signs with a key, by `cli/keygen.rs`; nothing in a store can name or steer them
//!   (`floors::no_program_is_run_and_no_socket_opened`).
//! - No word of social work in `source`, `diag`, `calendar` and `text` (`floors::the_ground_speaks_no_trade`).
//! - No interval is made in `record`: how long anything may take is policy (`floors::record_makes_no_interval`).
//! - No record's content in `policy`: ids and words of the vocabulary only (`floors::policy_knows_no_record`). The two
//!   meet in `due`.
//! - No rule that reads another rule, or knows its own level in the store (`floors::rules_stand_alone`).
//! - No domain type that is serialised: what other programs read has versioned types of its own, in `report`
//!   (`floors::what_is_written_out_has_types_of_its_own`).
//! - No error for bad records. Reading gives findings and whatever could be read; `Result` is for the machine: no
//!   repository, a full disk (`example::every_edit_is_found_at_its_place`).
//! - No way from a worker's own words to a child's file (R10). They are a type, `WorkerOnly`, which neither prints nor
//!   serialises (`floors::what_concerns_the_worker_alone_stays_shut`) and opens only to a `Key`, which only
//!   `render/audience.rs` makes (`floors::one_hand_holds_the_key`) and neither `render/child.rs` nor
//!   `render/scaffold/child.rs` can even name (`floors::a_childs_document_has_no_key`).
//! - No kind half-made, no two findings of one name (`tables::every_kind_is_whole`, `tables::codes_are_unique`).
//!
//! A finding quotes the file, so an excerpt is a disclosure: `record::withheld` says which bytes are people's own words,
//! and `report` leaves them out unless the reader asked for them.
//!
//! # To add
//!
//! - **a rule**: the five steps at the top of [`rules`].
//! - **a finding that is no rule's**: its code where it is found, its page and a row in [`report::pages`], and its fault in
//!   `tests/stores/faults`.
//! - **a kind of record**: a row in [`record::kind`], `record/<kind>.rs`, `schemas/<kind>.schema.json`, a scaffold in
//!   `templates/new/`, an example in `records-example/`, and `tests/schemas/<kind>/`.
//! - **a word of a document**: a string in `templates/render/strings.yaml`, said by its name.
//! - **a value for a template**: what it is, in `schemas/templates/`.
//! - **a command**: `cli/commands/<verb>.rs`, a variant and an arm in `cli/mod.rs`, `tests/integration/commands/<verb>.rs`.
//! - **a schedule**: a file in [`due`] with one function, and a row in its table.
//! - **a policy**: a pack in `policies/` of a store. Those that come with the program are `src/policy/packs/*.yaml`.
//!
//! A step that was forgotten fails in `cargo test`, by name.
#![forbid(unsafe_code)]

// The order is the law of floors. The blank lines keep it: rustfmt sorts `mod` lines that stand together.

pub mod source;

pub mod diag;

pub mod calendar;

pub mod text;

pub mod store;

pub mod record;

pub mod policy;

pub mod reading;

pub mod due;

pub mod revision;

pub mod rules;

pub mod report;

pub mod render;

pub mod import;

pub mod cli;
