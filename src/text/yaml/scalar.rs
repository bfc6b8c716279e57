//! What a plain scalar means: the YAML 1.2 core schema, with one difference that protects people's references.
//!
//! A number that begins with a zero (`0412`) is text here, as in `serde_yaml`: it is a reference number, and reading it
//! as 412 would lose a digit.

use std::borrow::Cow;

use super::Value;

/// The value of a plain (unquoted) scalar.
pub(super) fn resolve(text: Cow<'_, str>) -> Value<'_> {
    match text.as_bytes().first() {
        None => Value::Null,
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F') => {
            word(&text).unwrap_or(Value::Str(text))
        }
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(&text).unwrap_or(Value::Str(text)),
        Some(_) => Value::Str(text),
    }
}

fn word(text: &str) -> Option<Value<'static>> {
    match text {
        "~" | "null" | "Null" | "NULL" => Some(Value::Null),
        "true" | "True" | "TRUE" => Some(Value::Bool(true)),
        "false" | "False" | "FALSE" => Some(Value::Bool(false)),
        _ => None,
    }
}

fn number(text: &str) -> Option<Value<'static>> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(Value::Float(if text.starts_with('-') {
                f64::NEG_INFINITY
            } else {
                f64::INFINITY
            }));
        }
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => {
            return Some(Value::Float(f64::NAN));
        }
        _ => {}
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return digits
            .bytes()
            .all(|b| b.is_ascii_hexdigit())
            .then(|| i64::from_str_radix(digits, 16).ok())?
            .map(Value::Int);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return digits
            .bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| i64::from_str_radix(digits, 8).ok())?
            .map(Value::Int);
    }
    let digits = unsigned.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 1 && digits == unsigned.len() && unsigned.starts_with('0') {
        return None;
    }
    if digits == unsigned.len() && digits > 0 {
        return Some(
            text.parse()
                .map_or_else(|_| float(text), |number| Some(Value::Int(number))),
        )?;
    }
    let rest = &unsigned.as_bytes()[digits..];
    let (fraction, rest) = match rest.split_first() {
        Some((b'.', rest)) => {
            let count = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
            (count, &rest[count..])
        }
        _ => (0, rest),
    };
    if digits + fraction == 0 {
        return None;
    }
    let exponent_is_whole = match rest.split_first() {
        None => true,
        Some((b'e' | b'E', rest)) => {
            let rest = rest
                .strip_prefix(b"+")
                .or_else(|| rest.strip_prefix(b"-"))
                .unwrap_or(rest);
            !rest.is_empty() && rest.iter().all(u8::is_ascii_digit)
        }
        Some(_) => false,
    };
    if exponent_is_whole { float(text) } else { None }
}

fn float(text: &str) -> Option<Value<'static>> {
    text.parse().ok().map(Value::Float)
}
