//! `supervision template`: what a store begins from, and what `check` says of what it has made of it.

use std::fs;

use crate::support::example;
use crate::support::run::Supervision;
use supervision::render::wording::BUILT_IN;

/// The example, with files of its own for documents.
fn store(own: &[(&str, &str)]) -> tempfile::TempDir {
    let top = example::copy();
    for (path, text) in own {
        let path = top.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    top
}

#[test]
fn the_templates_and_the_strings_are_printed_as_they_come() {
    let printed = |args: &[&str]| {
        let output = Supervision::new(args.iter().copied()).run();
        assert_eq!(output.status, 0, "{args:?}: {}", output.stderr);
        output.stdout
    };
    assert_eq!(printed(&["template", "show", "strings"]), BUILT_IN);
    assert_eq!(
        printed(&["template", "show", "worker"]),
        include_str!("../../../templates/render/worker.md")
    );
    let data = printed(&["template", "data", "worker"]);
    assert!(
        data.contains("worker.asye.milestones[].held\n    When it was held."),
        "{data}"
    );
    assert!(data.contains("sections.supervision.show.sessions[].cases[].longer.weeks"));
    assert!(printed(&["template", "list"]).contains("templates/render/case-note.md"));
    assert_eq!(
        printed(&["schema", "template-worker"]),
        include_str!("../../../schemas/templates/worker.schema.json")
    );
    assert_eq!(
        printed(&["schema", "template-parts"]),
        include_str!("../../../schemas/templates/parts.schema.json")
    );
    assert!(printed(&["explain", "templates"]).contains("templates/render/strings.yaml"));
    let output = Supervision::new(["template", "show", "workr"]).run();
    assert_eq!(output.status, 2);
    assert!(
        output.stderr.contains("did you mean `worker`?"),
        "{}",
        output.stderr
    );
    assert_eq!(
        Supervision::new(["template", "data", "parts"]).run().status,
        2
    );
}

#[test]
fn what_is_printed_is_right_where_a_store_takes_it_as_its_own() {
    let own: Vec<(&str, &str)> = vec![
        ("templates/render/strings.yaml", BUILT_IN),
        (
            "templates/render/worker.md",
            include_str!("../../../templates/render/worker.md"),
        ),
        (
            "templates/render/parts.md",
            include_str!("../../../templates/render/parts.md"),
        ),
    ];
    let store = store(&own);
    let path = store.path().to_string_lossy().into_owned();
    let found = Supervision::new(["check", "--store", &path, "--format", "short"]).run();
    assert!(!found.stdout.contains("templates/"), "{}", found.stdout);
    let list = Supervision::new(["template", "list", "--store", &path]).run();
    assert_eq!(list.stdout.matches("this store has its own").count(), 3);
    let render = Supervision::new(["render", "worker", "jo-field", "--store", &path]).run();
    assert_eq!(render.status, 0, "{}", render.stderr);
}

#[test]
fn check_says_what_is_wrong_in_a_stores_own_with_line_and_column() {
    let store = store(&[
        (
            "templates/render/strings.yaml",
            "worker:\n  rle: \"Post\"\n",
        ),
        (
            "templates/render/child.md",
            "## {{ case.reference }}\n\n{{ case.holde }}\n",
        ),
        ("templates/render/worker-file.md", "x\n"),
    ]);
    let path = store.path().to_string_lossy().into_owned();
    let found = Supervision::new(["check", "--store", &path, "--format", "short"]).run();
    assert_eq!(found.status, 1);
    for line in [
        "templates/render/strings.yaml:2:3",
        "templates/render/child.md:3:4",
        "templates/render/worker-file.md:1:1",
    ] {
        assert!(found.stdout.contains(line), "{line}\n{}", found.stdout);
    }
    // The document is made all the same where what is wrong is not needed for it.
    let render = Supervision::new(["render", "worker", "jo-field", "--store", &path]).run();
    assert_eq!(render.status, 0, "{}", render.stderr);
    assert!(render.stdout.contains("**Role:**"), "{}", render.stdout);
    assert!(
        render.stderr.contains("the store's own templates or words"),
        "{}",
        render.stderr
    );
    // Nobody who asks what falls due is told of it.
    let due = Supervision::new(["due", "--store", &path]).run();
    assert_eq!(due.stderr, "");
}
