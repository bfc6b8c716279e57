//! What the checker finds in templates, and that the built-in ones pass.

use super::*;

fn found(view: View, text: &str) -> Vec<(usize, String, String, String)> {
    let templates = Templates::built_in().with(view, text);
    faults(&templates)
        .into_iter()
        .map(|fault| {
            let line = text[..fault.range.start].matches('\n').count() + 1;
            let marked = text[fault.range].to_owned();
            (line, marked, fault.message, fault.help)
        })
        .collect()
}

#[test]
fn the_built_in_templates_are_right_by_the_same_rules() {
    for view in View::ALL {
        assert_eq!(found(view, view.built_in()), [], "{view:?}");
    }
}

#[test]
fn every_slip_is_found_at_its_place_in_branches_that_are_never_taken_too() {
    for (text, line, marked, message, help) in [
        (
            "a\n{{ worker.rol }}\n",
            2,
            "worker.rol",
            "no value `worker.rol`",
            "`worker.role`",
        ),
        (
            "{% if false %}\n{{ wroker.role }}\n{% endif %}\n",
            2,
            "wroker",
            "no value `wroker`",
            "`worker`",
        ),
        (
            "{{ worker.asye.milestones }}\n",
            1,
            "worker.asye.milestones",
            "cannot be printed",
            "write out",
        ),
        (
            "{% for one in worker.asye.milestones %}\n{{ one.hold }}\n{% endfor %}\n",
            2,
            "one.hold",
            "no value `one.hold`",
            "`one.held`",
        ),
        (
            "{% set counts = sections.supervision.show.counts %}{{ counts.holds }}\n",
            1,
            "counts.holds",
            "no value `counts.holds`",
            "`counts.held`",
        ),
        (
            "{% macro m(x) %}{{ x.nam }}{% endmacro %}{{ m(worker) }}\n",
            1,
            "x.nam",
            "no value `x.nam`",
            "`x.name`",
        ),
        (
            "{{ worker.left|dya }}\n",
            1,
            "worker.left|dya",
            "no filter `dya`",
            "",
        ),
        (
            "{{ worker.name|safe }}\n",
            1,
            "worker.name|safe",
            "no filter `safe`",
            "",
        ),
        (
            "{% if worker.name is hollow %}x{% endif %}\n",
            1,
            "worker.name is hollow",
            "no test `hollow`",
            "",
        ),
        (
            "{{ graf('x') }}\n",
            1,
            "graf('x')",
            "no function `graf`",
            "",
        ),
        (
            "{{ t('record.sign-of') }}\n",
            1,
            "t('record.sign-of')",
            "no string `record.sign-of`",
            "`record.sign-off`",
        ),
        (
            "{{ t('gaps.due') }}\n",
            1,
            "t('gaps.due')",
            "not given its place `date`",
            "`date`",
        ),
        (
            "{{ t('record.with', who=worker.name) }}\n",
            1,
            "t('record.with', who=worker.name)",
            "no place `who`",
            "",
        ),
        (
            "{% include 'x.md' %}\n",
            1,
            "include 'x.md'",
            "cannot take in another",
            "parts.md",
        ),
        ("x\n{% if %}\n", 2, "", "unexpected", "correct"),
    ] {
        let found = found(View::Worker, text);
        let [fault] = found.as_slice() else {
            panic!("{text}: {found:?}");
        };
        assert_eq!(fault.0, line, "{text}: {fault:?}");
        assert!(marked.is_empty() || fault.1.trim() == marked, "{fault:?}");
        assert!(
            fault.2.contains(message) && fault.3.contains(help),
            "{fault:?}"
        );
    }
}

#[test]
fn what_a_value_is_made_of_is_known_through_a_macro_of_the_parts() {
    // `record` is whatever the template gives: here a session, whose own values the macro may name.
    let text = "{{ session_body(record) }}\n{{ record.objectives }}\n";
    let found = found(View::Session, text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].2.contains("`record.objectives`"), "{found:?}");
}

#[test]
fn a_loop_without_end_and_a_section_left_out_are_found_before_a_document_is_made() {
    let long = "{% for a in range(90000) %}{% for b in range(90000) %}x{% endfor %}{% endfor %}";
    let found_long = found(View::Child, &format!("## Ours\n\n{long}\n"));
    assert_eq!(found_long.len(), 1, "{found_long:?}");
    assert!(found_long[0].2.contains("too long"), "{found_long:?}");
    assert_eq!(found_long[0].0, 3);
    let again = found(
        View::Child,
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}\n",
    );
    assert!(again[0].2.contains("recursion"), "{again:?}");
    let without = found(View::Worker, "## Ours\n\nHello {{ worker.name }}\n");
    assert!(without[0].2.contains("1. Checklist"), "{without:?}");
}

#[test]
fn other_parts_are_held_against_every_view_that_uses_them() {
    let text = View::Parts
        .built_in()
        .replace("sign.revision", "sign.revison");
    let found = found(View::Parts, &text);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].1, "sign.revison");
    assert!(found[0].3.contains("`sign.revision`"), "{found:?}");
}
