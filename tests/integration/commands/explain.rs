//! `supervision explain` from outside.

use crate::support::run::Supervision;

#[test]
fn a_finding_and_a_clause_are_explained() {
    let page = Supervision::new(["explain", "session-too-short"]).run();
    assert_eq!(page.status, 0);
    assert!(
        page.stdout.starts_with("# session-too-short\n"),
        "{}",
        page.stdout
    );
    let clause = Supervision::new(["explain", "R8a"]).run();
    assert!(
        clause.stdout.contains("at least 90 minutes") && clause.stdout.contains("section 8"),
        "{}",
        clause.stdout
    );
}

#[test]
fn a_finding_that_no_rule_makes_is_explained() {
    let page = Supervision::new(["explain", "field-missing"]).run();
    assert_eq!(page.status, 0);
    assert!(
        page.stdout.starts_with("# field-missing\n") && page.stdout.contains("## Putting it right"),
        "{}",
        page.stdout
    );
    let near = Supervision::new(["explain", "feild-missing"]).run();
    assert_eq!(near.status, 2);
    assert!(
        near.stderr.contains("did you mean `field-missing`?"),
        "{}",
        near.stderr
    );
}

#[test]
fn what_is_not_known_says_what_is_near() {
    let output = Supervision::new(["explain", "session-to-short"]).run();
    assert_eq!(output.status, 2);
    assert!(
        output.stderr.contains("did you mean `session-too-short`?"),
        "{}",
        output.stderr
    );
}
