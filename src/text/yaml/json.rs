//! The tree as a JSON value: what the schema checker reads.

use serde_json::{Map, Number, Value as Json};

use super::{Node, Value};

/// The same values without their places. A number that JSON does not have becomes null.
pub fn to_json(node: &Node<'_>) -> Json {
    match &node.value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::Bool(*value),
        Value::Int(value) => Json::Number((*value).into()),
        Value::Float(value) => Number::from_f64(*value).map_or(Json::Null, Json::Number),
        Value::Str(value) => Json::String(value.clone().into_owned()),
        Value::Seq(items) => Json::Array(items.iter().map(to_json).collect()),
        Value::Map(fields) => {
            let mut map = Map::new();
            for field in fields {
                map.insert(field.key.clone().into_owned(), to_json(&field.node));
            }
            Json::Object(map)
        }
    }
}
