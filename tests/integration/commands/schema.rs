//! `supervision schema` from outside.

use crate::support::run::Supervision;

#[test]
fn a_schema_is_printed_as_it_is_published() {
    let output = Supervision::new(["schema", "session"]).run();
    assert_eq!(
        output.stdout,
        include_str!("../../../schemas/session.schema.json")
    );
    assert_eq!(Supervision::new(["schema", "sesion"]).run().status, 2);
}
