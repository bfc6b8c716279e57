//! The law of floors and the invariants of `src/lib.rs`, read from the source: each test names what to do where it fails.
//!
//! The laws are pure functions in `laws.rs`; `planted.rs` shows that each of them can fail.

mod laws;
mod planted;
mod rust_code;

use std::fs;
use std::path::Path;

use laws::Breach;
use rust_code::File;

const LIB: &str = include_str!("../../src/lib.rs");

fn source() -> Vec<File> {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    let mut folders = vec![top.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the source can be listed") {
            let path = entry.expect("an entry of the source").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let inside = path.strip_prefix(&top).expect("below src");
                let name = inside.to_string_lossy().replace('\\', "/");
                let text = fs::read_to_string(&path).expect("source is text");
                files.push(File::new(&name, &text.replace("\r\n", "\n")));
            }
        }
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(files.len() > 100, "only {} files were found", files.len());
    files
}

#[track_caller]
fn holds(law: impl Fn(&File) -> Vec<Breach>, advice: &str) {
    let breaches: Vec<Breach> = source().iter().flat_map(law).collect();
    let lines: Vec<String> = breaches
        .iter()
        .map(|breach| format!("  {}: {}", breach.place, breach.what))
        .collect();
    assert!(breaches.is_empty(), "\n{}\n\n{advice}\n", lines.join("\n"));
}

#[test]
fn imports_point_up() {
    let floors = laws::floors(LIB);
    holds(
        |file| laws::imports_point_up(file, &floors),
        "A module uses only modules declared above it in src/lib.rs. Move what is shared down to the floor where both\n\
         can stand on it, or hand it in as an argument; the order of floors itself is changed by agreement only.",
    );
}

#[test]
fn only_store_git_names_git2() {
    holds(
        |file| laws::through_the_door(file, &laws::GIT),
        "git2 is named in src/store/git.rs and below src/store/git/ alone. Put a function there that speaks of\n\
         snapshots, commits and paths, and call that.",
    );
}

#[test]
fn only_store_touches_the_disk() {
    holds(
        |file| laws::through_the_door(file, &laws::DISK),
        "The disk is read in src/store/worktree.rs and written in src/store/write.rs and src/store/save/disk.rs alone.\n\
         Everything above works on a Snapshot; what is to stand in a store is handed to `Store::save` from cli, and a\n\
         document for a reader to `store::write_document`.",
    );
}

#[test]
fn only_the_terminal_prints() {
    holds(
        |file| laws::through_the_door(file, &laws::SCREEN),
        "The library returns text; src/cli/terminal.rs alone prints: `terminal::data` for data, `terminal::say` for\n\
         what stands beside it.",
    );
}

#[test]
fn only_the_context_reads_the_clock_and_the_environment() {
    holds(
        |file| laws::through_the_door(file, &laws::CLOCK_AND_ENVIRONMENT),
        "Today is a value: take a `Day` as an argument. src/cli/context.rs reads the clock and the environment once.",
    );
}

#[test]
fn no_program_is_run_and_no_socket_opened() {
    holds(
        |file| laws::through_the_door(file, &laws::PROGRAMS_AND_NETWORK),
        "Nothing here runs a program or opens a socket: a store may come from anywhere. A command that has to (as `sign`\n\
         does, for ssh-keygen) gets one file of its own, which is named in `PROGRAMS_AND_NETWORK` of tests/integration/floors/\n\
         laws.rs and in the invariants of src/lib.rs, with its reason.",
    );
}

#[test]
fn the_ground_speaks_no_trade() {
    holds(
        laws::ground_speaks_no_trade,
        "source, diag, calendar and text would serve any records at all. Move what knows social work up to record or\n\
         policy, and hand the words in.",
    );
}

#[test]
fn record_makes_no_interval() {
    holds(
        laws::record_makes_no_interval,
        "How long anything may take is asked by a policy pack and reckoned in `due`. `record` reads what people wrote.",
    );
}

#[test]
fn policy_knows_no_record() {
    holds(
        laws::policy_knows_no_record,
        "A pack selects by words of the vocabulary. What a record says meets the policy in `due`; put the function\n\
         there, or, for a new word of the vocabulary, add it to `RECORD_FOR_POLICY` in tests/integration/floors/laws.rs.",
    );
}

#[test]
fn what_is_written_out_has_types_of_its_own() {
    let floors = laws::floors(LIB);
    holds(
        |file| laws::domain_is_not_serialised(file, &floors),
        "Domain types are free to change; what other programs read is not. Write a type for it in src/report/json_v1.rs\n\
         (or the next version) and convert.",
    );
}

#[test]
fn one_hand_holds_the_key() {
    holds(
        laws::one_hand_holds_the_key,
        "Only src/render/audience.rs decides who may see what concerns the worker alone. Take a `&Key` as an argument.",
    );
}

#[test]
fn a_childs_document_has_no_key() {
    holds(
        laws::child_document_has_no_key,
        "R10: nothing that concerns the worker alone reaches a child's file. src/render/child.rs is written so that it\n\
         could not even by mistake: use `words::of_child`.",
    );
}

#[test]
fn what_concerns_the_worker_alone_stays_shut() {
    holds(
        laws::worker_only_stays_shut,
        "`WorkerOnly` and its `Key` have no `Display`, no `Serialize`, no `Deref`, no open field: `open` with a `Key` is\n\
         the only way in.",
    );
}

#[test]
fn rules_stand_alone() {
    let rules = laws::rule_modules(&source());
    assert!(!rules.is_empty(), "no rule was found: has `rule!` changed?");
    holds(
        |file| laws::rules_stand_alone(file, &rules),
        "A rule is a function of the facts and the dues. Move what two rules share into `due` or `record`, or into a\n\
         file beside them that is no rule; levels are the business of `rules::check`.",
    );
}

#[test]
fn files_are_well_kept() {
    holds(
        laws::well_kept,
        "Open a file with one sentence that says what it is; divide it by subject before it has 500 lines; say with\n\
         `expect(\"why it cannot\")` what `unwrap()` leaves open.",
    );
}

#[test]
fn main_does_nothing_itself() {
    let main = include_str!("../../src/main.rs");
    assert!(
        main.lines().count() <= 15,
        "src/main.rs calls the library and nothing else: move the rest to src/cli"
    );
}

#[test]
fn the_architecture_page_is_true() {
    let page: String = LIB
        .lines()
        .filter_map(|line| line.strip_prefix("//!"))
        .map(|line| format!("{}\n", line.trim()))
        .collect();
    let told: Vec<&str> = page
        .split("```text")
        .nth(1)
        .and_then(|rest| rest.split("```").next())
        .expect("src/lib.rs has the table of floors in a block of its own")
        .lines()
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(
        told,
        laws::floors(LIB),
        "the table of floors in the page and the `mod` lines of src/lib.rs differ: correct whichever is wrong"
    );
    let tests = [
        include_str!("floors.rs"),
        include_str!("example.rs"),
        include_str!("tables.rs"),
    ]
    .concat();
    let named: Vec<&str> = page
        .split("(`")
        .skip(1)
        .filter_map(|rest| rest.split("`)").next())
        .filter(|name| name.contains("::") && !name.contains(' '))
        .collect();
    assert!(
        named.len() >= 12,
        "each invariant names its test: only {named:?} do"
    );
    for name in named {
        let (_, test) = name
            .rsplit_once("::")
            .expect("a test is named with its file");
        assert!(
            tests.contains(&format!("fn {test}()")),
            "src/lib.rs names the test `{name}`, which does not exist"
        );
    }
}
