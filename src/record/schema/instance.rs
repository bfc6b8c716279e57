//! The reader's own tree as the schema checker sees it: nothing is copied to be judged.

use std::borrow::Cow;
use std::iter::Map;
use std::slice::Iter;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node as JsonNode, NodeIdentity, Object, cmp};
use serde_json::{Number as SerdeNumber, Value as JsonValue};

use crate::text::yaml::{Field, Node, Value, to_json};

/// The representation; see [`to_json`] for what each value is in JSON.
pub(super) struct Tree;

/// A name of a field as a value, for schemas that judge names.
pub(super) struct Name(Node<'static>);

impl Default for Name {
    fn default() -> Self {
        Self(Node {
            start: 0,
            end: 0,
            value: Value::Null,
        })
    }
}

impl Json for Tree {
    type Node<'a> = &'a Node<'a>;
    type PreparedKey = Box<str>;
    type StringBuffer = Name;
    /// A lookup walks the fields as a pass over them does.
    const KEYS_PER_LOOKUP: usize = 8;
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> Box<str> {
        key.into()
    }

    fn with_string_node<T>(
        buffer: &mut Name,
        string: &str,
        judge: impl FnOnce(Self::Node<'_>) -> T,
    ) -> T {
        buffer.0.value = Value::Str(Cow::Owned(string.to_owned()));
        judge(&buffer.0)
    }
}

/// A number of the tree. One that JSON does not have is never one here, but null.
pub(super) enum Number {
    Int(i64),
    Float(f64),
}

impl JsonNumber for Number {
    fn as_u64(&self) -> Option<u64> {
        self.as_i64()?.try_into().ok()
    }

    fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Float(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Float(value) => Some(*value),
        }
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_number().to_string())
    }

    fn to_number(&self) -> Cow<'_, SerdeNumber> {
        Cow::Owned(match self {
            Self::Int(value) => (*value).into(),
            Self::Float(value) => SerdeNumber::from_f64(*value).expect("others are null"),
        })
    }

    fn is_integer(&self) -> bool {
        match self {
            Self::Int(_) => true,
            Self::Float(value) => value.fract() == 0.0,
        }
    }

    fn is_written_as_integer(&self) -> bool {
        matches!(self, Self::Int(_))
    }
}

impl<'a> JsonNode<'a, Tree> for &'a Node<'a> {
    type Object = Fields<'a>;
    type Array = Items<'a>;
    type Number = Number;

    fn as_object(&self) -> Option<Fields<'a>> {
        match &self.value {
            Value::Map(fields) => Some(Fields(fields)),
            _ => None,
        }
    }

    fn as_array(&self) -> Option<Items<'a>> {
        match &self.value {
            Value::Seq(items) => Some(Items(items)),
            _ => None,
        }
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        self.as_str().map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<Number> {
        match &self.value {
            Value::Int(value) => Some(Number::Int(*value)),
            Value::Float(value) if value.is_finite() => Some(Number::Float(*value)),
            _ => None,
        }
    }

    fn as_boolean(&self) -> Option<bool> {
        match &self.value {
            Value::Bool(value) => Some(*value),
            _ => None,
        }
    }

    fn is_null(&self) -> bool {
        self.json_type() == JsonType::Null
    }

    fn json_type(&self) -> JsonType {
        match &self.value {
            Value::Null => JsonType::Null,
            Value::Float(value) if !value.is_finite() => JsonType::Null,
            Value::Bool(_) => JsonType::Boolean,
            Value::Int(_) | Value::Float(_) => JsonType::Number,
            Value::Str(_) => JsonType::String,
            Value::Seq(_) => JsonType::Array,
            Value::Map(_) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &JsonValue) -> bool {
        match (&self.value, expected) {
            (Value::Str(value), JsonValue::String(expected)) => value == expected,
            (Value::Str(_), _) | (_, JsonValue::String(_)) => false,
            (Value::Int(value), JsonValue::Number(expected)) if expected.is_i64() => {
                expected.as_i64() == Some(*value)
            }
            _ => cmp::equal(&to_json(self), expected),
        }
    }

    fn to_value(&self) -> Cow<'a, JsonValue> {
        Cow::Owned(to_json(self))
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(NodeIdentity::new(std::ptr::from_ref(*self) as usize))
    }
}

/// The fields of a mapping.
pub(super) struct Fields<'a>(&'a [Field<'a>]);

type Member<'a> = fn(&'a Field<'a>) -> (&'a str, &'a Node<'a>);

impl<'a> Object<'a, Tree> for Fields<'a> {
    type Node = &'a Node<'a>;
    type MemberName = &'a str;
    type MembersIter = Map<Iter<'a, Field<'a>>, Member<'a>>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &Box<str>) -> Option<&'a Node<'a>> {
        let field = self.0.iter().find(|field| *field.key == **key)?;
        Some(&field.node)
    }

    fn members(&self) -> Self::MembersIter {
        self.0.iter().map(|field| (&*field.key, &field.node))
    }
}

/// The items of a list.
pub(super) struct Items<'a>(&'a [Node<'a>]);

impl<'a> Array<'a, Tree> for Items<'a> {
    type Node = &'a Node<'a>;
    type ElementsIter = Iter<'a, Node<'a>>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> Self::ElementsIter {
        self.0.iter()
    }
}
