//! Machine output held against its published schema.

use serde_json::Value;

/// The JSON of an output, which follows its schema.
pub(crate) fn json(output: &str, schema: &str) -> Value {
    let json: Value = serde_json::from_str(output).expect("JSON");
    let schema: Value = serde_json::from_str(schema).expect("a schema");
    let validator = jsonschema::validator_for(&schema).expect("a valid schema");
    let faults: Vec<String> = validator
        .iter_errors(&json)
        .map(|fault| fault.to_string())
        .collect();
    assert!(faults.is_empty(), "{faults:?}");
    json
}
