//! Extracts of workers and of people.

use std::fs;
use std::path::Path;

use crate::commands::import::{import, texts};
use crate::support::example;
use crate::support::run::{Output, Supervision};

const MAPPING: &str = "kind: import-mapping
format: 1
of: workers
date-format: dd/mm/yyyy
columns:
  worker: Employee
  name: Full name
  role: Job title
  team: Team
  hours: Hours
  post-from: In post since
  line-manager: Manager
  line-manager-from: Manager since
always:
  basis: permanent
words:
  role:
    Social Worker: social-worker
  team:
    FS East: family-safeguarding-east
    FS West: family-safeguarding-west
workers:
  E100: jo-field
  E200: sky-lane
  M1: sam-okoro
";

fn run(store: &Path, mapping: &str, extract: &str, args: &[&str]) -> Output {
    let dir = tempfile::tempdir().expect("a folder");
    let (map, file) = (dir.path().join("map.yaml"), dir.path().join("extract.csv"));
    fs::write(&map, mapping).expect("written");
    fs::write(&file, extract).expect("written");
    import(store, &file, &map, args)
}

#[test]
fn a_change_of_team_is_a_new_post_and_a_new_worker_has_both_records() {
    let store = example::copy();
    let extract = "Employee,Full name,Job title,Team,Hours,In post since,Manager,Manager since
E100,Jo Field,Social Worker,FS West,37,12/10/2026,M1,01/09/2025
E200,Sky Lane,Social Worker,FS East,18.5,02/11/2026,M1,02/11/2026
";
    let output = run(store.path(), MAPPING, extract, &["--write"]);
    assert_eq!(output.status, 0, "{}", output.stdout);
    assert!(
        output.stdout.contains("  jo-field: post social-worker, in family-safeguarding-east, permanent, 37 hours since 2025-09-01 ends 2026-10-11; post social-worker, in family-safeguarding-west, permanent, 37 hours from 2026-10-12\n"),
        "{}",
        output.stdout
    );
    let after = texts(store.path());
    assert!(after["workers/jo-field/worker.yaml"].contains("  - from: 2025-09-01\n    to: 2026-10-11\n    role: social-worker\n    team: family-safeguarding-east\n    basis: permanent\n    hours: 37\n  - from: 2026-10-12\n    role: social-worker\n    team: family-safeguarding-west\n    basis: permanent\n    hours: 37\n"));
    let new = &after["workers/sky-lane/worker.yaml"];
    assert!(new.contains("  - from: 2026-11-02\n    role: social-worker\n    team: family-safeguarding-east\n    basis: permanent\n    hours: 18.5\n"), "{new}");
    assert!(
        new.contains("line-managers:\n  - from: 2026-11-02\n    person: sam-okoro\n"),
        "{new}"
    );
    assert!(!new.contains("TODO"), "{new}");
    assert!(after["people/sky-lane.yaml"].contains("name: \"Sky Lane\"\n"));
    let again = run(store.path(), MAPPING, extract, &["--write"]);
    assert!(
        again
            .stdout
            .contains("0 records new, 0 changed, 2 the same"),
        "{}",
        again.stdout
    );
    assert_eq!(texts(store.path()), after);
    let dir = store.path().to_string_lossy().into_owned();
    let check = Supervision::new(["check", "--store", &dir, "--format", "short"]).run();
    let of_form = [
        "placeholder-left",
        "field-missing",
        "value-unfit",
        "person-unknown",
        "role-unknown",
    ];
    assert!(
        of_form.iter().all(|code| !check.stdout.contains(code)),
        "{}",
        check.stdout
    );
}

#[test]
fn what_a_new_worker_must_have_is_asked_for_and_never_made_up() {
    let store = example::copy();
    let before = texts(store.path());
    let heading = "Employee,Full name,Job title,Team,Hours,In post since,Manager,Manager since\n";
    for (row, mapping, said) in [
        (
            "E200,,Social Worker,FS East,37,02/11/2026,M1,02/11/2026",
            MAPPING.to_owned(),
            "sky-lane: a new person needs `name`",
        ),
        (
            "E200,Sky Lane,Social Worker,FS East,37,02/11/2026,,",
            MAPPING.to_owned(),
            "sky-lane: a new worker needs `line-manager`",
        ),
        (
            "E200,Sky Lane,Social Worker,FS East,37,02/11/2026,M1,02/11/2026",
            MAPPING.replace("always:\n  basis: permanent\n", ""),
            "sky-lane: a new worker needs `basis`",
        ),
        (
            "E200,Sky Lane,Social Worker,FS East,,02/11/2026,M1,02/11/2026",
            MAPPING.to_owned(),
            "sky-lane: it has a first day and no hours",
        ),
        (
            "E200,Sky Lane,Social Worker,FS East,200,02/11/2026,M1,02/11/2026",
            MAPPING.to_owned(),
            "this is no hours that the mapping or the records know",
        ),
        (
            "E200,Sky Lane,Social Worker,FS East,37,02/11/2026,M1,02/11/2026",
            MAPPING.replace("M1: sam-okoro", "M1: sam-okora"),
            "would have a fault: ",
        ),
        (
            "E999,Sky Lane,Social Worker,FS East,37,02/11/2026,M1,02/11/2026",
            MAPPING.to_owned(),
            "column `Employee`: nobody of this name is in the mapping's `workers`",
        ),
    ] {
        let output = run(
            store.path(),
            &mapping,
            &format!("{heading}{row}\n"),
            &["--write"],
        );
        assert_eq!(
            output.status, 1,
            "{said}: {}{}",
            output.stdout, output.stderr
        );
        assert!(output.stdout.contains(said), "{said}: {}", output.stdout);
        assert_eq!(texts(store.path()), before, "{said}");
    }
}

#[test]
fn the_posts_of_people_are_an_extract_of_their_own() {
    let store = example::copy();
    let mapping = "kind: import-mapping\nformat: 1\nof: people\ncolumns:\n  person: Id\n  name: Name\n  role: Role\n  team: Team\n  post-from: Since\nworkers:\n  New One: ash-moor\n";
    let extract = "Id,Name,Role,Team,Since\njo-field,Jo Field,social-worker,family-safeguarding-west,2026-10-12\nNew One,Ash Moor,team-manager,family-safeguarding-east,2026-10-12\n";
    let output = run(store.path(), mapping, extract, &["--write"]);
    assert_eq!(output.status, 0, "{}{}", output.stdout, output.stderr);
    let after = texts(store.path());
    assert!(after["people/jo-field.yaml"].contains("  - from: 2025-09-01\n    to: 2026-10-11\n    role: social-worker\n    team: family-safeguarding-east\n  - from: 2026-10-12\n    role: social-worker\n    team: family-safeguarding-west\nregistration:\n"));
    assert!(after["people/ash-moor.yaml"].contains("  - from: 2026-10-12"));
    assert!(!after.contains_key("workers/ash-moor/worker.yaml"));
}
