//! The JSON Schemas of the kinds, compiled once; what they find, in plain words at the exact value.

mod instance;

use std::sync::LazyLock;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{PatternOptions, Registry, Validator};
use serde_json::Value as Json;

use self::instance::Tree;
use super::kind::{KINDS, Kind};
use super::withheld::is_name;
use crate::diag::{Code, Diagnostic};
use crate::source::{SourceId, Span};
use crate::text::yaml::Node;

/// A field that a record needs is not there.
pub const FIELD_MISSING: Code = Code::new("field-missing");
/// A field that records of the kind do not have.
pub const FIELD_UNKNOWN: Code = Code::new("field-unknown");
/// A value that is not of the form its field asks for.
pub const VALUE_UNFIT: Code = Code::new("value-unfit");

/// The definitions that the schemas share.
pub const COMMON: &str = include_str!("../../schemas/common.schema.json");

/// How many faults of one record are told: who has so many mends the first of them, and looks again.
const MOST_FAULTS: usize = 100;

/// One schema: compiled for judging, and as JSON for its descriptions.
pub struct Schema {
    validator: Validator<Tree>,
    json: Json,
}

static COMMON_JSON: LazyLock<Json> =
    LazyLock::new(|| serde_json::from_str(COMMON).expect("the common schema is JSON"));

static SCHEMAS: LazyLock<Vec<Schema>> = LazyLock::new(|| {
    KINDS
        .iter()
        .map(|info| Schema::compile(info.schema))
        .collect()
});

/// The schema of a kind of record.
pub fn of(kind: Kind) -> &'static Schema {
    &SCHEMAS[kind as usize]
}

impl Schema {
    /// Compiles a built-in schema. Nothing is ever fetched: a reference to anything but the common schema is refused.
    ///
    /// # Panics
    /// When the text is no valid schema: they are built in and tested.
    pub fn compile(text: &str) -> Self {
        let json: Json = serde_json::from_str(text).expect("built-in schemas are JSON");
        let common = COMMON_JSON["$id"]
            .as_str()
            .expect("the common schema has an id")
            .to_owned();
        let registry = Registry::new()
            .add(common, COMMON_JSON.clone())
            .and_then(|registry| registry.prepare())
            .expect("the common schema is a schema");
        let validator = jsonschema::options_for::<Tree>()
            .offline()
            .with_pattern_options(PatternOptions::regex())
            .with_registry(&registry)
            .build(&json)
            .expect("built-in schemas are valid");
        Self { validator, json }
    }

    /// What is wrong with a record's fields, each at the value or, for a missing one, at the top of the mapping that lacks it.
    pub fn find_faults(&self, tree: &Node<'_>, source: SourceId) -> Vec<Diagnostic> {
        if self.validator.is_valid(tree) {
            return Vec::new();
        }
        let misspelt = self.misspelt(tree);
        // A field that is there under a slip of its name is one fault, not two.
        let errors = self.validator.iter_errors(tree).filter(|error| {
            let ValidationErrorKind::Required { property } = error.kind() else {
                return true;
            };
            let place = (error.instance_path().as_str(), property.as_str());
            !misspelt
                .iter()
                .any(|(pointer, meant)| place == (pointer.as_str(), Some(meant.as_str())))
        });
        errors
            .flat_map(|error| {
                self.words(
                    error.kind(),
                    error.instance(),
                    error.instance_path().as_str(),
                    tree,
                    source,
                )
            })
            .take(MOST_FAULTS)
            .collect()
    }

    /// The fields that are meant by names that no field has, with the pointer of what they stand in.
    fn misspelt(&self, tree: &Node<'_>) -> Vec<(String, String)> {
        let mut found = Vec::new();
        for error in self.validator.iter_errors(tree) {
            let (ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected }) = error.kind()
            else {
                continue;
            };
            let pointer = error.instance_path().as_str();
            let known = self.properties(pointer);
            let meant = unexpected.iter().filter_map(|key| nearest(key, &known));
            found.extend(meant.map(|meant| (pointer.to_owned(), meant.clone())));
        }
        found
    }

    fn words(
        &self,
        kind: &ValidationErrorKind,
        found: &Json,
        pointer: &str,
        tree: &Node<'_>,
        source: SourceId,
    ) -> Vec<Diagnostic> {
        let name = match spoken(pointer) {
            name if name.is_empty() => "the record".to_owned(),
            name => format!("`{name}`"),
        };
        let at = |pointer: &str| Span::new(source, tree.range_at(pointer));
        let finding = |code, message: String| {
            let what = self.describe(pointer);
            let what = what.unwrap_or_else(|| "See the schema of this kind of record.".to_owned());
            let form = self
                .form(pointer)
                .map_or_else(String::new, |form| format!("{form} "));
            let help = format!("correct it. {form}{what}");
            vec![Diagnostic::format_error(code, at(pointer), message).help(help)]
        };
        match kind {
            ValidationErrorKind::Required { property } => {
                let property = property.as_str().unwrap_or_default();
                let help = self
                    .describe(&format!("{pointer}/{property}"))
                    .unwrap_or_default();
                let start = tree.range_at(pointer).start;
                let end = first_key_end(tree, pointer).unwrap_or(start);
                let span = Span::new(source, start..end);
                let message = format!("{name} has no `{property}`");
                vec![
                    Diagnostic::format_error(FIELD_MISSING, span, message)
                        .help(format!("add `{property}:` here. {help}")),
                ]
            }
            ValidationErrorKind::AdditionalProperties { unexpected }
            | ValidationErrorKind::UnevaluatedProperties { unexpected } => {
                let known = self.properties(pointer);
                let finding = |key: &String| {
                    let span = key_span(tree, pointer, key)
                        .map_or(at(pointer), |range| Span::new(source, range));
                    let help = match nearest(key, &known) {
                        Some(known) => {
                            format!("did you mean `{known}`? otherwise remove the line")
                        }
                        None => format!("remove it, or use one of: {}", known.join(", ")),
                    };
                    // A sentence with a colon in it reads like a field, and is not repeated.
                    let message = match is_name(key) {
                        true => format!("`{key}` is no field here"),
                        false => "this is no field of the record".to_owned(),
                    };
                    Diagnostic::format_error(FIELD_UNKNOWN, span, message).help(help)
                };
                unexpected.iter().map(finding).collect()
            }
            ValidationErrorKind::Enum { options } => {
                let options: Vec<&str> = options
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(Json::as_str)
                    .collect();
                finding(
                    VALUE_UNFIT,
                    format!("{name} is one of: {}", options.join(", ")),
                )
            }
            ValidationErrorKind::Constant { expected_value } => finding(
                VALUE_UNFIT,
                format!(
                    "{name} is always {}",
                    expected_value.to_string().replace('"', "`")
                ),
            ),
            ValidationErrorKind::Type { kind } => finding(
                VALUE_UNFIT,
                format!("{name} should be {}, not {}", wanted(kind), what(found)),
            ),
            ValidationErrorKind::Pattern { .. } => finding(
                VALUE_UNFIT,
                format!("{name} is not written as it should be"),
            ),
            ValidationErrorKind::MinLength { .. } => {
                finding(VALUE_UNFIT, format!("{name} is empty"))
            }
            ValidationErrorKind::Minimum { limit } => {
                finding(VALUE_UNFIT, format!("{name} is at least {limit}"))
            }
            ValidationErrorKind::Maximum { limit } => {
                finding(VALUE_UNFIT, format!("{name} is at most {limit}"))
            }
            ValidationErrorKind::MinItems { .. } => {
                finding(VALUE_UNFIT, format!("{name} needs something in its list"))
            }
            ValidationErrorKind::UniqueItems => {
                finding(VALUE_UNFIT, format!("{name} has the same value twice"))
            }
            ValidationErrorKind::FalseSchema => finding(
                VALUE_UNFIT,
                format!("{name} does not belong in this record"),
            ),
            ValidationErrorKind::MinProperties { .. }
            | ValidationErrorKind::MaxProperties { .. } => finding(
                VALUE_UNFIT,
                format!("{name} has one field, no more and no fewer"),
            ),
            _ => finding(VALUE_UNFIT, format!("{name} does not fit")),
        }
    }

    /// The description of the field that a pointer names.
    fn describe(&self, pointer: &str) -> Option<String> {
        self.steps(pointer)
            .last()?
            .get("description")?
            .as_str()
            .map(str::to_owned)
    }

    /// How the value that a pointer names is written, where a pattern says so.
    fn form(&self, pointer: &str) -> Option<String> {
        let field = self.steps(pointer).pop()?;
        let form = resolve(&field).get("patternErrorMessage")?;
        form.as_str().map(str::to_owned)
    }

    /// Whether a pointer names free text: words of people's own, which findings do not quote.
    pub fn is_free_text(&self, pointer: &str) -> bool {
        let Some(schema) = self.steps(pointer).pop() else {
            return true;
        };
        let target = resolve(&schema);
        let is_text = |schema: &Json| {
            schema["type"] == "string"
                && schema.get("enum").is_none()
                && schema.get("pattern").is_none()
                && schema.get("const").is_none()
        };
        is_text(&schema) || is_text(target)
    }

    /// The schema of the field that a pointer names, its reference followed.
    pub(super) fn field(&self, pointer: &str) -> Option<Json> {
        let field = self.steps(pointer).pop()?;
        Some(resolve(&field).clone())
    }

    /// Whether the field that a pointer names is a shared definition of this name.
    pub(super) fn refers_to(&self, pointer: &str, name: &str) -> bool {
        let field = self.steps(pointer).pop().unwrap_or_default();
        let target = field["$ref"]
            .as_str()
            .and_then(|path| path.rsplit('/').next());
        target == Some(name)
    }

    /// The names of the fields that a pointer's mapping may have.
    pub(super) fn properties(&self, pointer: &str) -> Vec<String> {
        let Some(schema) = self.steps(pointer).pop() else {
            return Vec::new();
        };
        let properties = resolve(&schema).get("properties").and_then(Json::as_object);
        properties
            .map(|properties| properties.keys().cloned().collect())
            .unwrap_or_default()
    }

    /// The schemas on the way to a pointer; the last is that of the field itself, before its reference is followed.
    fn steps(&self, pointer: &str) -> Vec<Json> {
        let mut steps = vec![self.json.clone()];
        for step in pointer.split('/').skip(1) {
            let here = resolve(steps.last().expect("never empty"));
            let next = match here
                .get("properties")
                .and_then(|properties| properties.get(step))
            {
                Some(property) => Some(property),
                None if step.bytes().all(|byte| byte.is_ascii_digit()) => here.get("items"),
                None => here
                    .get("additionalProperties")
                    .filter(|value| value.is_object()),
            };
            match next.cloned() {
                Some(next) => steps.push(next),
                None => return Vec::new(),
            }
        }
        steps
    }
}

/// Follows a reference into the common schema.
fn resolve(schema: &Json) -> &Json {
    let target = schema
        .get("$ref")
        .and_then(Json::as_str)
        .and_then(|reference| reference.split_once("#/$defs/"));
    match target {
        Some((_, name)) => &COMMON_JSON["$defs"][name],
        None => schema,
    }
}

/// The field whose name is nearest to one that no field has, if it is near enough to be meant.
fn nearest<'a>(key: &str, known: &'a [String]) -> Option<&'a String> {
    let near = known.iter().filter_map(|known| {
        let distance = strsim::damerau_levenshtein(known, key);
        (distance <= 2.max(key.len() / 3)).then_some((distance, known))
    });
    near.min().map(|(_, known)| known)
}

/// `/cases/0/next-discussion` as people say it: "next-discussion" of the first of `cases`.
fn spoken(pointer: &str) -> String {
    let last = pointer.rsplit('/').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        let list = pointer
            .rsplit('/')
            .find(|step| !step.bytes().all(|byte| byte.is_ascii_digit()));
        return list.unwrap_or_default().to_owned();
    }
    last.to_owned()
}

fn first_key_end(tree: &Node<'_>, pointer: &str) -> Option<usize> {
    let start = tree.range_at(pointer).start;
    find_key(tree, start)
}

fn find_key(node: &Node<'_>, start: usize) -> Option<usize> {
    use crate::text::yaml::Value;
    match &node.value {
        Value::Map(fields) => fields.iter().find_map(|field| match field.key_range() {
            range if range.start == start => Some(range.end),
            _ => find_key(&field.node, start),
        }),
        Value::Seq(items) => items.iter().find_map(|item| find_key(item, start)),
        _ => None,
    }
}

fn key_span(tree: &Node<'_>, pointer: &str, key: &str) -> Option<std::ops::Range<usize>> {
    let mut node = tree;
    for step in pointer.split('/').skip(1) {
        node = match &node.value {
            crate::text::yaml::Value::Seq(items) => items.get(step.parse::<usize>().ok()?)?,
            _ => &node.field(step)?.node,
        };
    }
    node.field(key).map(|field| field.key_range())
}

fn wanted(kind: &TypeKind) -> String {
    let word = |name: &str| match name {
        "string" => "text",
        "integer" => "a whole number",
        "number" => "a number",
        "boolean" => "true or false",
        "array" => "a list",
        "object" => "a group of fields",
        _ => "empty",
    };
    match kind {
        TypeKind::Single(kind) => word(&kind.to_string()).to_owned(),
        TypeKind::Multiple(kinds) => {
            let words: Vec<&str> = kinds.iter().map(|kind| word(&kind.to_string())).collect();
            words.join(" or ")
        }
    }
}

fn what(value: &Json) -> &'static str {
    match value {
        Json::Null => "empty",
        Json::Bool(_) => "true or false",
        Json::Number(_) => "a number",
        Json::String(_) => "text",
        Json::Array(_) => "a list",
        Json::Object(_) => "a group of fields",
    }
}
